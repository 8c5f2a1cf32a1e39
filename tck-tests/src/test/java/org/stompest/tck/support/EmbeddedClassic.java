package org.stompest.tck.support;

import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnection;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.AbstractRegion;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.DestinationFilter;
import org.apache.activemq.broker.region.DurableTopicSubscription;
import org.apache.activemq.broker.region.Region;
import org.apache.activemq.broker.region.RegionBroker;
import org.apache.activemq.broker.region.Topic;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.broker.region.policy.VMPendingQueueMessageStoragePolicy;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTempTopic;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.filter.DestinationMapEntry;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.AuthorizationEntry;
import org.apache.activemq.security.AuthorizationPlugin;
import org.apache.activemq.security.DefaultAuthorizationMap;
import org.apache.activemq.security.SimpleAuthenticationPlugin;

/**
 * Apache ActiveMQ Classic, with its scheduler. Queues under {@code tight.>} hold senders back beyond {@value #FULL_BYTES} bytes.
 */
public final class EmbeddedClassic implements TestBroker {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final long EXPIRE_PERIOD_MILLIS = 300;

    /** What the names of temporary destinations begin with. */
    private static final String TEMPORARY = "ID:";

    private final BrokerService service = new BrokerService();
    private final TransportConnector connector;

    /** Starts a broker of one's own. */
    public EmbeddedClassic() {
        this(false, true);
    }

    private EmbeddedClassic(boolean tellsUsers, boolean scheduler) {
        try {
            service.setPopulateJMSXUserID(tellsUsers);
            service.setBrokerName("tck-classic-" + NAMES.incrementAndGet());
            service.setPersistent(false);
            service.setUseJmx(false);
            service.setUseShutdownHook(false);
            service.setSchedulerSupport(scheduler);
            service.setDestinationPolicy(policies());
            service.setPlugins(new BrokerPlugin[] {users(), permissions()});
            connector = service.addConnector("stomp://127.0.0.1:0");
            service.start();
            service.waitUntilStarted();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded ActiveMQ Classic does not start", e);
        }
    }

    /** Starts a broker of one's own that tells the receiver of a message who has sent it. */
    public static EmbeddedClassic tellingUsers() {
        return new EmbeddedClassic(true, true);
    }

    /** Starts a broker of one's own without a scheduler, as one is that was just installed. */
    public static EmbeddedClassic withoutScheduler() {
        return new EmbeddedClassic(false, false);
    }

    private static PolicyMap policies() {
        PolicyEntry all = new PolicyEntry();
        all.setExpireMessagesPeriod(EXPIRE_PERIOD_MILLIS);
        PolicyEntry full = new PolicyEntry();
        full.setQueue("full.>");
        full.setMemoryLimit(FULL_BYTES);
        full.setSendFailIfNoSpace(true);
        PolicyEntry prioritized = new PolicyEntry();
        prioritized.setQueue(
                "PriorityTest.>"); // by default the broker keeps the order of arrival, whatever the priority
        prioritized.setPrioritizedMessages(true);
        PolicyEntry tight = new PolicyEntry();
        tight.setQueue("tight.>");
        tight.setMemoryLimit(FULL_BYTES);
        tight.setPendingQueuePolicy(new VMPendingQueueMessageStoragePolicy()); // what is in memory only fills it
        PolicyMap policies = new PolicyMap();
        policies.setDefaultEntry(all);
        policies.setPolicyEntries(List.of(full, tight, prioritized));
        return policies;
    }

    private static SimpleAuthenticationPlugin users() {
        SimpleAuthenticationPlugin plugin = new SimpleAuthenticationPlugin(List.of(
                new AuthenticationUser("admin", ADMIN_PASSWORD, "users"),
                new AuthenticationUser("guest", GUEST_PASSWORD, "guests")));
        plugin.setAnonymousAccessAllowed(true);
        plugin.setAnonymousUser("admin");
        plugin.setAnonymousGroup("users");
        return plugin;
    }

    private static AuthorizationPlugin permissions() throws Exception {
        List<DestinationMapEntry<?>> entries = List.of(
                permission(new ActiveMQQueue(">"), "users,guests"),
                permission(new ActiveMQTopic(">"), "users,guests"),
                permission(new ActiveMQQueue("forbidden.>"), "users"),
                permission(new ActiveMQTopic("forbidden.>"), "users"));
        DefaultAuthorizationMap map = new MostSpecificCounts();
        map.setAuthorizationEntries(List.copyOf(entries));
        return new AuthorizationPlugin(map);
    }

    /** As it comes, the map gives what any of the entries that match would give. */
    private static final class MostSpecificCounts extends DefaultAuthorizationMap {
        @Override
        protected Set<AuthorizationEntry> getAllEntries(ActiveMQDestination destination) {
            return Set.of(getEntryFor(destination));
        }
    }

    private static AuthorizationEntry permission(ActiveMQDestination destination, String groups) throws Exception {
        AuthorizationEntry entry = new AuthorizationEntry();
        entry.setDestination(destination);
        entry.setRead(groups);
        entry.setWrite(groups);
        entry.setAdmin(groups);
        return entry;
    }

    /** {@return where the broker's own clients in this JVM reach it} */
    public String openWireUri() {
        return "vm://" + service.getBrokerName() + "?create=false";
    }

    @Override
    public BrokerKind kind() {
        return BrokerKind.CLASSIC;
    }

    @Override
    public String stompUri() {
        try {
            return "tcp://127.0.0.1:" + connector.getConnectUri().getPort();
        } catch (URISyntaxException | java.io.IOException e) {
            throw new IllegalStateException("the embedded ActiveMQ Classic has no port", e);
        }
    }

    @Override
    public String deadLetters() {
        return "ActiveMQ.DLQ";
    }

    @Override
    public long messages(String queue) {
        Destination found = find(queueOf(queue));
        return found == null
                ? 0
                : found.getDestinationStatistics().getMessages().getCount();
    }

    @Override
    public int consumers(String queue) {
        return consumers(queueOf(queue));
    }

    @Override
    public int consumersOf(String address) {
        return consumers(new ActiveMQQueue(address)) + consumers(new ActiveMQTopic(address));
    }

    private int consumers(ActiveMQDestination destination) {
        Destination found = find(destination);
        return found == null
                ? 0
                : (int) found.getDestinationStatistics().getConsumers().getCount();
    }

    @Override
    public int subscriptionsOf(String topic) {
        Destination found = find(topic.startsWith(TEMPORARY) ? new ActiveMQTempTopic(topic) : new ActiveMQTopic(topic));
        while (found instanceof DestinationFilter filter) {
            found = filter.getNext();
        }
        if (!(found instanceof Topic ours)) {
            return 0;
        }
        long unnamed = ours.getConsumers().stream()
                .filter(subscription -> !(subscription instanceof DurableTopicSubscription))
                .count();
        return (int) unnamed + ours.getDurableTopicSubs().size();
    }

    private static ActiveMQDestination queueOf(String name) {
        return name.startsWith(TEMPORARY) ? new ActiveMQTempQueue(name) : new ActiveMQQueue(name);
    }

    private Destination find(ActiveMQDestination destination) {
        try {
            return service.getRegionBroker().getDestinationMap(destination).get(destination);
        } catch (RuntimeException e) {
            throw new IllegalStateException("cannot look at " + destination, e);
        }
    }

    @Override
    public boolean hasQueue(String queue) {
        return find(queueOf(queue)) != null;
    }

    @Override
    public int connectionCount() {
        return connector.getConnections().size();
    }

    @Override
    public int sessionCount() {
        return connectionCount();
    }

    @Override
    public int consumerCount() {
        return regions()
                .mapToInt(region -> ((AbstractRegion) region).getSubscriptions().size())
                .sum();
    }

    @Override
    public int destinationCount() {
        return regions().mapToInt(region -> region.getDestinationMap().size()).sum();
    }

    private Stream<Region> regions() {
        RegionBroker broker = (RegionBroker) service.getRegionBroker();
        return Stream.of(
                broker.getQueueRegion(),
                broker.getTopicRegion(),
                broker.getTempQueueRegion(),
                broker.getTempTopicRegion());
    }

    @Override
    public List<String> dropStompConnections() {
        Set<String> dropped = new HashSet<>();
        for (TransportConnection connection : connector.getConnections()) {
            dropped.add(connection.getRemoteAddress());
            connection.stopAsync();
        }
        return List.copyOf(dropped);
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
