package org.stompest.wire.faults;

import java.time.Duration;
import org.stompest.wire.StompException;

/** One of the library's clients in the words of the matrix. */
interface Subject extends AutoCloseable {
    /** The id of its one subscription. */
    String SUBSCRIPTION = "sub";

    /** How long the tests wait for what must come. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** Connects; once more after everything was over. */
    void open();

    /** Subscribes to {@code /queue/q} with automatic acknowledgement, and waits for the receipt. */
    void subscribe();

    /** Sends without receipt. */
    void send(byte[] body);

    /** Sends and waits for the receipt. */
    void sendConfirmed(String body);

    /** {@return the body of the next message, waiting for it} */
    String receive();

    /** {@return why the first connection that stood was lost, waiting for that} */
    StompException loss();

    /** {@return whether there is a connection at this moment} */
    boolean isUsable();

    /** Takes leave with DISCONNECT and its receipt; never throws. */
    @Override
    void close();
}
