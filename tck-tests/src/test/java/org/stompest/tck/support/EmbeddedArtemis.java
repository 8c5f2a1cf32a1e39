package org.stompest.tck.support;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * Apache ActiveMQ Artemis, with an acceptor for its own JMS client beside that for STOMP. What cannot be delivered goes to
 * {@value #DEAD_LETTERS} after {@value #MAX_DELIVERIES} attempts.
 */
public final class EmbeddedArtemis implements TestBroker {
    public static final String DEAD_LETTERS = "dead.letters";
    public static final int MAX_DELIVERIES = 10;

    private static final String STOMP = "stomp";
    private static final String CORE = "core";

    /** After how many milliseconds messages to {@code short-lived.#} expire whose sender did not say it. */
    public static final long EXPIRY_DELAY = 60_000;

    private final EmbeddedActiveMQ embedded = new EmbeddedActiveMQ();

    /** Starts a broker of one's own. */
    public EmbeddedArtemis() {
        this(Map.of());
    }

    /**
     * Starts a broker of one's own with more acceptors.
     *
     * @param acceptors their URIs by name
     */
    public EmbeddedArtemis(Map<String, String> acceptors) {
        this(acceptors, configuration -> {});
    }

    private EmbeddedArtemis(Map<String, String> acceptors, Consumer<Configuration> more) {
        try {
            Configuration configuration = configuration();
            more.accept(configuration);
            for (Map.Entry<String, String> acceptor : acceptors.entrySet()) {
                configuration.addAcceptorConfiguration(acceptor.getKey(), acceptor.getValue());
            }
            embedded.setConfiguration(configuration);
            embedded.setSecurityManager(
                    new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), usersAndRoles()));
            embedded.start();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not start", e);
        }
    }

    /** Starts a broker of one's own that tells the receiver of a message who has sent it. */
    public static EmbeddedArtemis tellingUsers() {
        return new EmbeddedArtemis(Map.of(), configuration -> configuration.setPopulateValidatedUser(true));
    }

    /**
     * Starts a broker of one's own that can keep on disk what is too much for its memory.
     *
     * @param directory for its journal and its pages
     */
    public static EmbeddedArtemis paging(Path directory) {
        return new EmbeddedArtemis(
                Map.of(),
                configuration -> configuration
                        .setPersistenceEnabled(true)
                        .setJournalDirectory(directory.resolve("journal").toString())
                        .setBindingsDirectory(directory.resolve("bindings").toString())
                        .setLargeMessagesDirectory(directory.resolve("large").toString())
                        .setPagingDirectory(directory.resolve("pages").toString()));
    }

    /** The broker that all tests share; it starts with the first use and lives as long as the JVM. */
    public static EmbeddedArtemis shared() {
        return (EmbeddedArtemis) BrokerKind.ARTEMIS.shared();
    }

    private static Configuration configuration() throws Exception {
        AddressSettings all = new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setMaxDeliveryAttempts(MAX_DELIVERIES);
        AddressSettings full = new AddressSettings()
                .setMaxSizeBytes(FULL_BYTES)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL);
        AddressSettings shortLived = new AddressSettings().setExpiryDelay(EXPIRY_DELAY);
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(true)
                .setGracefulShutdownEnabled(false)
                .setAddressQueueScanPeriod(300)
                .setMessageExpiryScanPeriod(300)
                .addAddressSetting("#", all)
                .addAddressSetting("full.#", full)
                .addAddressSetting("short-lived.#", shortLived);
        configuration.addQueueConfiguration(QueueConfiguration.of(DEAD_LETTERS).setRoutingType(RoutingType.ANYCAST));
        configuration.addAcceptorConfiguration(STOMP, "tcp://127.0.0.1:0?protocols=STOMP");
        configuration.addAcceptorConfiguration(CORE, "tcp://127.0.0.1:0?protocols=CORE");
        Role users = new Role("users", true, true, true, true, true, true, true, true, true, true, false, false);
        Role guests = new Role("guests", true, true, true, true, true, true, false, true, true, true, false, false);
        Map<String, Set<Role>> roles = new HashMap<>();
        roles.put("#", Set.of(users, guests));
        roles.put("forbidden.#", Set.of(users));
        return configuration.setSecurityRoles(roles);
    }

    private static SecurityConfiguration usersAndRoles() {
        SecurityConfiguration security = new SecurityConfiguration();
        security.addUser("admin", ADMIN_PASSWORD);
        security.addRole("admin", "users");
        security.addUser("guest", GUEST_PASSWORD);
        security.addRole("guest", "guests");
        security.setDefaultUser("admin");
        return security;
    }

    @Override
    public BrokerKind kind() {
        return BrokerKind.ARTEMIS;
    }

    @Override
    public String deadLetters() {
        return DEAD_LETTERS;
    }

    @Override
    public String stompUri() {
        return "tcp://127.0.0.1:" + port(STOMP);
    }

    public String coreUri() {
        return "tcp://127.0.0.1:" + port(CORE);
    }

    /** The port that an acceptor has got. */
    public int port(String acceptor) {
        return ((NettyAcceptor) server().getRemotingService().getAcceptor(acceptor)).getActualPort();
    }

    /**
     * Sets what counts for addresses from now on.
     *
     * @param addresses which, such as {@code orders.#}
     * @param settings of those; what is not set is as for all addresses
     */
    public void settings(String addresses, AddressSettings settings) {
        server().getAddressSettingsRepository().addMatch(addresses, settings);
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
    public long untracked(String queue) {
        Queue found = server().locateQueue(queue);
        if (found == null) {
            return 0;
        }
        int delivering = found.getDeliveringMessages().values().stream()
                .mapToInt(List::size)
                .sum();
        return Math.max(0, found.getDeliveringCount() - delivering);
    }

    @Override
    public int consumers(String queue) {
        Queue found = server().locateQueue(queue);
        return found == null ? 0 : found.getConsumerCount();
    }

    @Override
    public boolean hasQueue(String queue) {
        return server().locateQueue(queue) != null;
    }

    /** How many messages a queue has taken since it was made. */
    public long messagesEver(String queue) {
        return server().locateQueue(queue).getMessagesAdded();
    }

    /** The names of the queues bound to an address: of a topic, its subscriptions. */
    public Set<String> queuesOf(String address) {
        return queues().filter(queue -> queue.getAddress().toString().equals(address))
                .map(queue -> queue.getName().toString())
                .collect(Collectors.toSet());
    }

    @Override
    public int consumersOf(String address) {
        return queues().filter(queue -> queue.getAddress().toString().equals(address))
                .mapToInt(Queue::getConsumerCount)
                .sum();
    }

    @Override
    public int subscriptionsOf(String topic) {
        return queuesOf(topic).size();
    }

    private Stream<Queue> queues() {
        return server().getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue());
    }

    @Override
    public int destinationCount() {
        return (int) queues().count() + server().getPostOffice().getAddresses().size();
    }

    @Override
    public int sessionCount() {
        return server().getSessionCount();
    }

    @Override
    public int connectionCount() {
        return server().getConnectionCount();
    }

    /** How many connections this broker has accepted over its STOMP port and over the other, ever. */
    public long connectionsEver() {
        return server().getTotalConnectionCount();
    }

    @Override
    public int consumerCount() {
        return queues().mapToInt(Queue::getConsumerCount).sum();
    }

    /** Creates a queue that takes one consumer at a time. */
    public void createQueueForOne(String name) {
        try {
            server().createQueue(QueueConfiguration.of(name)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setMaxConsumers(1));
        } catch (Exception e) {
            throw new IllegalStateException("cannot create " + name, e);
        }
    }

    @Override
    public List<String> dropStompConnections() {
        return server().getRemotingService().getConnections().stream()
                .filter(connection -> "STOMP".equals(connection.getProtocolName()))
                .map(connection -> {
                    connection.getTransportConnection().close();
                    return connection.getRemoteAddress();
                })
                .toList();
    }

    /** Stops it; a second time is without effect. */
    @Override
    public void close() {
        try {
            embedded.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not stop", e);
        }
    }
}
