package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.stompest.testbroker.ScriptedBroker;

/** Failover over several scripted brokers, in the words of the tests. */
final class Brokers {
    private Brokers() {}

    /** A URI of these brokers in this order, without heart-beats, with short waits. */
    static String uri(String options, ScriptedBroker... brokers) {
        return Arrays.stream(brokers)
                .map(broker -> broker.uri() + "?stomp.heartBeat=0,0")
                .collect(Collectors.joining(
                        ",",
                        "failover:(",
                        ")?failover.randomize=false&failover.initialReconnectDelay=1&failover.maxReconnectDelay=20"
                                + options));
    }

    static Client client(String options, ScriptedBroker... brokers) {
        return new Client(uri(options, brokers), new Calls());
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a thread of that kind lives; each test has its own port numbers. */
    static boolean threadLives(String kind, ScriptedBroker broker) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().startsWith(kind) && thread.getName().contains(broker.uri()));
    }
}
