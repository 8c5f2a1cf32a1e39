package org.stompest.tck.wire;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQQueue;

/** Apache ActiveMQ Classic. */
final class ClassicBroker implements WireBroker {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final BrokerService service = new BrokerService();
    private final TransportConnector connector;

    ClassicBroker() {
        try {
            service.setBrokerName("classic-" + NAMES.incrementAndGet());
            service.setPersistent(false);
            service.setUseJmx(false);
            service.setAdvisorySupport(false);
            service.setUseShutdownHook(false);
            connector = service.addConnector("stomp://127.0.0.1:0");
            service.start();
            service.waitUntilStarted();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded ActiveMQ Classic does not start", e);
        }
    }

    @Override
    public String uri() {
        try {
            return "tcp://127.0.0.1:" + connector.getConnectUri().getPort();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded ActiveMQ Classic has no port", e);
        }
    }

    @Override
    public long messages(String queue) {
        try {
            Destination found = service.getDestination(new ActiveMQQueue(queue));
            return found.getDestinationStatistics().getMessages().getCount();
        } catch (Exception e) {
            throw new IllegalStateException("cannot count the messages of " + queue, e);
        }
    }

    @Override
    public int connections() {
        return connector.getConnections().size();
    }

    @Override
    public void close() {
        try {
            service.stop();
            service.waitUntilStopped();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded ActiveMQ Classic does not stop", e);
        }
    }
}
