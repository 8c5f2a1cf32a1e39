package org.stompest.testbrokers;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.HAPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.PrimaryOnlyPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStoreBackupPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStorePrimaryPolicyConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Consumer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.cluster.impl.MessageLoadBalancingType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * Apache ActiveMQ Artemis in this JVM. With a journal it confirms what was handed to the file system, which outlives the
 * process, and does not wait for the disk, which would only matter if the machine went down. Messages are delivered as often as
 * it takes: whoever breaks connections for a living would see the tenth attempt at once.
 */
public final class ArtemisServer implements LocalBroker {
    private static final String STOMP = "stomp";
    private static final String CORE = "core";
    private static final String PEER = "peer";
    private static final String LOOPBACK = "tcp://127.0.0.1:";

    /** How long the journal gathers what is written before it writes it out. */
    private static final int JOURNAL_NANOS = 200_000;

    private static final int CLUSTER_RETRY_MILLIS = 200;

    private final EmbeddedActiveMQ embedded = new EmbeddedActiveMQ();
    private final ArtemisSettings settings;

    /**
     * Starts it. A backup only waits from then on.
     *
     * @param settings where and as what
     */
    public ArtemisServer(ArtemisSettings settings) {
        this.settings = settings;
        if (!Ports.isFree(settings.stompPort()) || !Ports.isFree(settings.corePort())) {
            throw new IllegalStateException("one of the ports is taken, which Artemis would only log: " + settings);
        }
        try {
            embedded.setConfiguration(configuration(settings)).start();
        } catch (Exception e) {
            throw new IllegalStateException("Artemis does not start", e);
        }
    }

    private static Configuration configuration(ArtemisSettings settings) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(false)
                .setGracefulShutdownEnabled(false)
                .setCriticalAnalyzer(false) // it ends the process when the machine is busy with other things
                .setMaxDiskUsage(-1)
                .addAddressSetting(
                        "#", new AddressSettings().setMaxDeliveryAttempts(-1).setRedistributionDelay(0))
                .addAcceptorConfiguration(STOMP, LOOPBACK + settings.stompPort() + "?protocols=STOMP")
                .addAcceptorConfiguration(CORE, LOOPBACK + settings.corePort() + "?protocols=CORE");
        addJournal(configuration, settings);
        if (settings.role() != ArtemisSettings.Role.SINGLE) {
            join(configuration, settings);
        }
        return configuration;
    }

    private static void addJournal(Configuration configuration, ArtemisSettings settings) {
        if (settings.data() == null) {
            configuration.setPersistenceEnabled(false).setGlobalMaxSize(-1);
            return;
        }
        configuration
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(false)
                .setJournalBufferTimeout_NIO(JOURNAL_NANOS)
                .setJournalDirectory(settings.data().resolve("journal").toString())
                .setBindingsDirectory(settings.data().resolve("bindings").toString())
                .setPagingDirectory(settings.data().resolve("paging").toString())
                .setLargeMessagesDirectory(settings.data().resolve("large").toString());
    }

    private static void join(Configuration configuration, ArtemisSettings settings) throws Exception {
        configuration
                .addConnectorConfiguration(CORE, LOOPBACK + settings.corePort())
                .addConnectorConfiguration(PEER, LOOPBACK + settings.peerPort())
                .addClusterConfiguration(new ClusterConnectionConfiguration()
                        .setName("both")
                        .setConnectorName(CORE)
                        .setStaticConnectors(List.of(PEER))
                        .setRetryInterval(CLUSTER_RETRY_MILLIS)
                        .setMaxRetryInterval(CLUSTER_RETRY_MILLIS)
                        .setMessageLoadBalancingType(MessageLoadBalancingType.ON_DEMAND))
                .setClusterUser("cluster")
                .setClusterPassword("cluster")
                .setHAPolicyConfiguration(policy(settings.role()));
    }

    private static HAPolicyConfiguration policy(ArtemisSettings.Role role) {
        return switch (role) {
            case SINGLE, MEMBER -> new PrimaryOnlyPolicyConfiguration();
            case LIVE -> new SharedStorePrimaryPolicyConfiguration().setFailoverOnServerShutdown(true);
            case BACKUP ->
                new SharedStoreBackupPolicyConfiguration()
                        .setFailoverOnServerShutdown(true)
                        .setAllowFailBack(true)
                        .setRestartBackup(true);
        };
    }

    @Override
    public int stompPort() {
        return settings.stompPort() != 0 ? settings.stompPort() : port(STOMP);
    }

    /** {@return the port for its own clients and other brokers} */
    public int corePort() {
        return settings.corePort() != 0 ? settings.corePort() : port(CORE);
    }

    private int port(String acceptor) {
        return ((NettyAcceptor) server().getRemotingService().getAcceptor(acceptor)).getActualPort();
    }

    private ActiveMQServer server() {
        return embedded.getActiveMQServer();
    }

    @Override
    public long messages(String queue) {
        Queue found = server().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    @Override
    public long consumers(String queue) {
        Queue found = server().locateQueue(queue);
        return found == null ? 0 : found.getConsumerCount();
    }

    @Override
    public String describe(String name) {
        StringJoiner text = new StringJoiner("; ", name + ": ", "").setEmptyValue("no such queue");
        queues().filter(queue -> queue.getName().toString().equals(name)
                        || queue.getAddress().toString().equals(name))
                .forEach(queue -> describe(queue, text));
        return text.toString();
    }

    private static void describe(Queue queue, StringJoiner text) {
        text.add(queue.getName() + " has " + queue.getMessageCount() + ", of these " + queue.getDeliveringCount()
                + " in delivery");
        for (Consumer consumer : queue.getConsumers()) {
            if (consumer instanceof ServerConsumer ours) {
                text.add("consumer " + ours.getID() + " of " + ours.getConnectionRemoteAddress() + " has "
                        + ours.getDeliveringMessages().size());
            }
        }
    }

    private Stream<Queue> queues() {
        return server().getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue());
    }

    @Override
    public long purge(String queue) {
        Queue found = server().locateQueue(queue);
        try {
            return found == null ? 0 : found.deleteAllReferences();
        } catch (Exception e) {
            throw new IllegalStateException("cannot purge " + queue, e);
        }
    }

    @Override
    public int connections() {
        return server().getConnectionCount();
    }

    @Override
    public Counts counts() {
        List<Queue> queues = queues().toList();
        int consumers = queues.stream().mapToInt(Queue::getConsumerCount).sum();
        return new Counts(server().getSessionCount(), consumers, queues.size());
    }

    @Override
    public void close() {
        try {
            embedded.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Artemis does not stop", e);
        }
    }
}
