package org.stompest.tck.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/**
 * A real broker in this JVM, on free ports of the loopback address, without a journal. Whoever gives no credentials may do all;
 * {@code guest} may neither send to nor consume from {@code forbidden.#} nor use the broker's management; addresses under
 * {@code full.#} refuse messages beyond {@value #FULL_BYTES} bytes.
 *
 * <p>Usable from any thread.
 */
public interface TestBroker extends AutoCloseable {
    String ADMIN_PASSWORD = "admin-s3cr3t";
    String GUEST_PASSWORD = "guest-s3cr3t";

    /** How many bytes an address under {@code full.#} takes. */
    int FULL_BYTES = 100_000;

    Duration SOON = Duration.ofSeconds(20);

    /** Between looks at what is waited for, which mostly is there at once. */
    Duration OFTEN = Duration.ofMillis(10);

    /** {@return which broker it is} */
    BrokerKind kind();

    /** {@return where it speaks STOMP, such as {@code tcp://127.0.0.1:12345}} */
    String stompUri();

    /** {@return host and port of {@link #stompUri}, as a message must name them} */
    default String stompUriHost() {
        return stompUri().substring("tcp://".length());
    }

    /** {@return the name of the queue where the broker itself puts what it cannot deliver} */
    String deadLetters();

    /** {@return how many messages a queue holds, those in delivery included; 0 if there is no such queue} */
    long messages(String queue);

    /**
     * {@return how many of these it delivers to nobody until it is started again: Artemis 2.44 now and then loses track of what it
     * was about to deliver to a connection that broke, and counts it as "in delivery" to a consumer that is gone}
     */
    default long untracked(String queue) {
        return 0;
    }

    /** {@return how many consumers a queue has; 0 if there is no such queue} */
    int consumers(String queue);

    /** {@return how many consumers a queue or a topic has, on all its subscriptions} */
    int consumersOf(String address);

    /** {@return how many subscriptions a topic has, those included that are durable and have no consumer} */
    int subscriptionsOf(String topic);

    boolean hasQueue(String queue);

    int connectionCount();

    /** {@return how many sessions it keeps for its connections; where it does not count them, how many connections} */
    int sessionCount();

    /** {@return how many consumers and subscriptions there are, on whatever destination} */
    int consumerCount();

    /** {@return how many queues, topics and addresses there are, temporary ones and its own included} */
    int destinationCount();

    /**
     * Ends every connection to the STOMP port from the broker's side, as when a network breaks.
     *
     * @return the addresses of their clients
     */
    List<String> dropStompConnections();

    /** Waits until a queue holds so many messages. */
    default void awaitMessages(String queue, long count) {
        await("messages in " + queue).atMost(SOON).pollInterval(OFTEN).until(() -> messages(queue) == count);
    }

    /** Waits until a queue or topic has so many consumers. */
    default void awaitConsumers(String address, int count) {
        await("consumers of " + address).atMost(SOON).pollInterval(OFTEN).until(() -> consumersOf(address) == count);
    }

    /** Stops it; a second time is without effect. */
    @Override
    void close();
}
