package org.stompest.tck.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * A real broker in this JVM, on free ports of the loopback address, without a journal. Whoever gives no credentials is the
 * user {@code admin}, who may do all; {@code guest} may neither send to nor consume from {@code forbidden.#} nor use the
 * management; addresses under {@code full.#} refuse messages beyond {@value #FULL_BYTES} bytes. What cannot be delivered
 * goes to {@value #DEAD_LETTERS} after {@value #MAX_DELIVERIES} attempts.
 *
 * <p>Usable from any thread.
 */
public final class EmbeddedArtemis implements AutoCloseable {
    public static final String DEAD_LETTERS = "dead.letters";
    public static final int MAX_DELIVERIES = 10;
    public static final int FULL_BYTES = 100_000;
    public static final String ADMIN_PASSWORD = "admin-s3cr3t";
    public static final String GUEST_PASSWORD = "guest-s3cr3t";

    private static final String STOMP = "stomp";
    private static final String CORE = "core";

    private final EmbeddedActiveMQ embedded = new EmbeddedActiveMQ();

    private static final class Shared {
        static final EmbeddedArtemis BROKER = new EmbeddedArtemis();
    }

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
        try {
            Configuration configuration = configuration();
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

    /** The broker that all tests share; it starts with the first use and lives as long as the JVM. */
    public static EmbeddedArtemis shared() {
        return Shared.BROKER;
    }

    private static Configuration configuration() throws Exception {
        AddressSettings all = new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setMaxDeliveryAttempts(MAX_DELIVERIES);
        AddressSettings full = new AddressSettings()
                .setMaxSizeBytes(FULL_BYTES)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL);
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(true)
                .setGracefulShutdownEnabled(false)
                .setAddressQueueScanPeriod(300)
                .setMessageExpiryScanPeriod(300)
                .addAddressSetting("#", all)
                .addAddressSetting("full.#", full);
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

    public String stompUri() {
        return "tcp://127.0.0.1:" + port(STOMP);
    }

    /** Host and port of {@link #stompUri}, as a message must name them. */
    public String stompUriHost() {
        return stompUri().substring("tcp://".length());
    }

    public String coreUri() {
        return "tcp://127.0.0.1:" + port(CORE);
    }

    /** The port that an acceptor has got. */
    public int port(String acceptor) {
        return ((NettyAcceptor) server().getRemotingService().getAcceptor(acceptor)).getActualPort();
    }

    private ActiveMQServer server() {
        return embedded.getActiveMQServer();
    }

    /** How many messages a queue holds, those in delivery included; 0 if there is no such queue. */
    public long messages(String queue) {
        Queue found = server().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    /** How many consumers a queue has; 0 if there is no such queue. */
    public int consumers(String queue) {
        Queue found = server().locateQueue(queue);
        return found == null ? 0 : found.getConsumerCount();
    }

    public boolean hasQueue(String queue) {
        return server().locateQueue(queue) != null;
    }

    /** The names of the queues bound to an address: of a topic, its subscriptions. */
    public Set<String> queuesOf(String address) {
        return queues().filter(queue -> queue.getAddress().toString().equals(address))
                .map(queue -> queue.getName().toString())
                .collect(Collectors.toSet());
    }

    /** How many consumers there are on all queues of an address. */
    public int consumersOf(String address) {
        return queues().filter(queue -> queue.getAddress().toString().equals(address))
                .mapToInt(Queue::getConsumerCount)
                .sum();
    }

    private Stream<Queue> queues() {
        return server().getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue());
    }

    public int queueCount() {
        return (int) queues().count();
    }

    public int sessionCount() {
        return server().getSessionCount();
    }

    public int connectionCount() {
        return server().getConnectionCount();
    }

    /** How many connections this broker has accepted over its STOMP port and over the other, ever. */
    public long connectionsEver() {
        return server().getTotalConnectionCount();
    }

    public int consumerCount() {
        return queues().mapToInt(Queue::getConsumerCount).sum();
    }

    /** Waits until a queue holds so many messages. */
    public void awaitMessages(String queue, long count) {
        await("messages in " + queue).atMost(Duration.ofSeconds(10)).until(() -> messages(queue) == count);
    }

    /** Waits until a queue or topic has so many consumers. */
    public void awaitConsumers(String address, int count) {
        await("consumers of " + address).atMost(Duration.ofSeconds(10)).until(() -> consumersOf(address) == count);
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

    /** Ends every connection to the STOMP port from the broker's side, as when a network breaks. */
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
