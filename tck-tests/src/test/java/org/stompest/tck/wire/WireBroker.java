package org.stompest.tck.wire;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * A real broker in this JVM, on a free port of the loopback address, without a journal and open to anybody. Destinations are
 * {@code /queue/NAME} and {@code /topic/NAME}. Usable from any thread.
 */
interface WireBroker extends AutoCloseable {
    /** Where it speaks STOMP, such as {@code tcp://127.0.0.1:12345}. */
    String uri();

    /** How many messages a queue holds, those in delivery included; 0 if there is no such queue. */
    long messages(String queue);

    /** How many connections it has at the moment. */
    int connections();

    /** Waits until a queue holds so many messages. */
    default void awaitMessages(String queue, long count) {
        await("messages in " + queue).atMost(Duration.ofSeconds(20)).until(() -> messages(queue) == count);
    }

    /** Ends it; whoever is connected loses the connection. */
    @Override
    void close();
}
