package org.stompest.testbrokers;

/** A broker in this JVM, and what can be asked of it. */
public interface LocalBroker extends AutoCloseable {
    /** {@return its STOMP port on the loopback interface} */
    int stompPort();

    /**
     * {@return how many messages a queue holds, those that a consumer has and did not acknowledge among them; 0 if there is none}
     *
     * @param queue its name
     */
    long messages(String queue);

    /**
     * {@return how many consumers a queue has; 0 if there is none}
     *
     * @param queue its name
     */
    long consumers(String queue);

    /**
     * {@return what a queue, or an address with all its queues, holds and who has what of it, in one line for people}
     *
     * @param queue its name
     */
    String describe(String queue);

    /**
     * Drops all messages of a queue.
     *
     * @param queue its name
     * @return how many there were; 0 if there is no such queue
     */
    long purge(String queue);

    /** {@return how many connections it has} */
    int connections();

    /** {@return how many sessions, consumers and queues it has} */
    Counts counts();

    /**
     * What a broker has.
     *
     * @param sessions how many; of a broker that does not tell, its connections
     * @param consumers how many
     * @param queues how many
     */
    record Counts(int sessions, int consumers, int queues) {}

    /** Stops it in good order. */
    @Override
    void close();
}
