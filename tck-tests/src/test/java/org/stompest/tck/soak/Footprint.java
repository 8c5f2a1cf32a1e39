package org.stompest.tck.soak;

import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.stompest.tck.support.TestBroker;

/**
 * What the library holds at a moment, in this JVM and at a broker that nobody else uses: threads, open files and sockets, memory,
 * and what the broker has for it.
 *
 * @param threads of the library
 * @param descriptors of the process; 0 where the system does not tell
 * @param connections of the broker
 * @param sessions of the broker
 * @param consumers of the broker
 * @param destinations of the broker
 * @param instances in memory
 */
record Footprint(
        long threads,
        long descriptors,
        long connections,
        long sessions,
        long consumers,
        long destinations,
        Instances instances) {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** How many objects of a class may be more than before by chance: in a queue that was just drained, or on their way. */
    private static final int OBJECTS_BY_CHANCE = 40;

    /** What of the JVM and the broker in it comes with any work: classes, caches, statistics, buffers of sockets. */
    private static final long BYTES_ANYHOW = 32L << 20;

    /** What the broker may keep of anything that came and went, as ActiveMQ Classic does of each temporary queue's name. */
    private static final long BYTES_FOR_EACH = 400;

    /** Opened by the JVM meanwhile: jars, pipes of selectors. A socket for each thing that came and went is far more. */
    private static final int DESCRIPTORS_ANYHOW = 12;

    /** Artemis keeps a session for each id of a transaction; the next one takes another id while the end of the last is not confirmed. */
    private static final int SESSIONS_BY_CHANCE = 1;

    private static final String COLUMNS = "%-34s %8s %7s  %-16s %-9s %-11s %-9s %-9s %-11s %-11s%n";

    /** Looks, after a collection. */
    static Footprint of(TestBroker broker) {
        return new Footprint(
                libraryThreads(),
                openDescriptors(),
                broker.connectionCount(),
                broker.sessionCount(),
                broker.consumerCount(),
                broker.destinationCount(),
                Instances.now());
    }

    private static long libraryThreads() {
        Thread[] threads = new Thread[Thread.activeCount() + 32];
        Thread.enumerate(threads);
        return Arrays.stream(threads)
                .filter(thread -> thread != null && thread.getName().startsWith("stomp"))
                .count();
    }

    private static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    /**
     * Waits until there is nothing more than now, and prints a line for whoever runs a long one.
     *
     * @param what came and went
     * @param broker where
     * @param times how often
     * @param nanos how long that took
     */
    void awaitAgain(String what, TestBroker broker, int times, long nanos) {
        within(what + ": threads", threads, Footprint::libraryThreads);
        within(what + ": descriptors", descriptors + DESCRIPTORS_ANYHOW, Footprint::openDescriptors);
        within(what + ": connections of the broker", connections, broker::connectionCount);
        within(what + ": sessions of the broker", sessions + SESSIONS_BY_CHANCE, broker::sessionCount);
        within(what + ": consumers of the broker", consumers, broker::consumerCount);
        within(what + ": destinations of the broker", destinations, broker::destinationCount);
        await(what + ": objects of the library in memory")
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> Instances.now().grownSince(instances, OBJECTS_BY_CHANCE), Map::isEmpty);
        long bytes = instances.bytes() + BYTES_ANYHOW + BYTES_FOR_EACH * times;
        within(what + ": bytes in memory", bytes, () -> Instances.now().bytes());
        print(what, broker, times, nanos, Footprint.of(broker));
    }

    private static void within(String what, long most, LongSupplier now) {
        Supplier<Long> boxed = now::getAsLong;
        await(what)
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_LOOKS)
                .until(boxed::get, count -> count <= most);
    }

    private void print(String what, TestBroker broker, int times, long nanos, Footprint after) {
        System.out.printf(
                COLUMNS,
                what + ", " + broker.kind().title(),
                "times",
                "per s",
                "heap KiB",
                "threads",
                "descriptors",
                "b.conns",
                "b.sess",
                "b.consumers",
                "b.dests");
        System.out.printf(
                COLUMNS,
                "",
                times,
                Math.round(times / (nanos / 1e9)),
                fromTo(instances.bytes() >> 10, after.instances.bytes() >> 10),
                fromTo(threads, after.threads),
                fromTo(descriptors, after.descriptors),
                fromTo(connections, after.connections),
                fromTo(sessions, after.sessions),
                fromTo(consumers, after.consumers),
                fromTo(destinations, after.destinations));
    }

    private static String fromTo(long before, long after) {
        return before + ">" + after;
    }
}
