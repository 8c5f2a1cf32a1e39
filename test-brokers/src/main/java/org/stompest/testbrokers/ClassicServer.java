package org.stompest.testbrokers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.DestinationFilter;
import org.apache.activemq.broker.region.Queue;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** Apache ActiveMQ Classic on a KahaDB in this JVM, otherwise as it comes. */
public final class ClassicServer implements LocalBroker {
    private final BrokerService service = new BrokerService();
    private final TransportConnector connector;

    /**
     * Starts it.
     *
     * @param data the folder of its store
     * @param stompPort its STOMP port, or 0 for any
     */
    public ClassicServer(Path data, int stompPort) {
        try {
            KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
            store.setDirectory(data.resolve("kahadb").toFile());
            service.setBrokerName("classic");
            service.setDataDirectoryFile(data.toFile());
            service.setPersistenceAdapter(store);
            service.setUseJmx(false);
            service.setUseShutdownHook(false);
            connector = service.addConnector("stomp://127.0.0.1:" + stompPort);
            service.start();
            service.waitUntilStarted();
        } catch (Exception e) {
            throw new IllegalStateException("ActiveMQ Classic does not start", e);
        }
    }

    @Override
    public int stompPort() {
        try {
            return connector.getConnectUri().getPort();
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("ActiveMQ Classic has no port", e);
        }
    }

    @Override
    public long messages(String queue) {
        Destination found = find(queue);
        return found == null
                ? 0
                : found.getDestinationStatistics().getMessages().getCount();
    }

    @Override
    public long consumers(String queue) {
        Destination found = find(queue);
        return found == null
                ? 0
                : found.getDestinationStatistics().getConsumers().getCount();
    }

    @Override
    public String describe(String queue) {
        Destination found = find(queue);
        if (found == null) {
            return queue + ": no such queue";
        }
        StringBuilder text = new StringBuilder(queue + ": " + messages(queue) + " messages");
        for (Subscription consumer : found.getConsumers()) {
            text.append("; ").append(consumer.getConsumerInfo().getConsumerId());
            text.append(" of ").append(consumer.getContext().getConnection().getRemoteAddress());
            text.append(" has ").append(consumer.getDispatchedQueueSize());
        }
        return text.toString();
    }

    @Override
    public long purge(String queue) {
        Destination found = find(queue);
        while (found instanceof DestinationFilter filter) {
            found = filter.getNext();
        }
        long before = messages(queue);
        try {
            if (found instanceof Queue ours) {
                ours.purge();
            }
        } catch (Exception e) {
            throw new IllegalStateException("cannot purge " + queue, e);
        }
        return before;
    }

    private Destination find(String queue) {
        return destinations().get(new ActiveMQQueue(queue));
    }

    private Map<ActiveMQDestination, Destination> destinations() {
        try {
            return service.getRegionBroker().getDestinationMap();
        } catch (RuntimeException e) {
            throw new IllegalStateException("cannot look at the destinations", e);
        }
    }

    @Override
    public int connections() {
        return connector.getConnections().size();
    }

    @Override
    public Counts counts() {
        int consumers = 0;
        int queues = 0;
        for (Map.Entry<ActiveMQDestination, Destination> entry : destinations().entrySet()) {
            consumers += (int)
                    entry.getValue().getDestinationStatistics().getConsumers().getCount();
            queues += entry.getKey().isQueue() ? 1 : 0;
        }
        return new Counts(connections(), consumers, queues);
    }

    @Override
    public void close() {
        try {
            service.stop();
            service.waitUntilStopped();
        } catch (Exception e) {
            throw new IllegalStateException("ActiveMQ Classic does not stop", e);
        }
    }
}
