package org.stompest.benchmarks.send;

import java.io.IOException;

/** Somebody who can send messages to the sink. Used by one thread. */
interface Sender extends AutoCloseable {
    /** Bytes of a body. */
    int BODY = 1024;

    /** What the last frame is called, see {@link Sink}. */
    String LAST = "last";

    String DESTINATION = "/queue/bench.send";

    /** The header that is another one in each message. */
    String NUMBER = "number";

    /**
     * Sends one message, of which nothing is heard.
     *
     * @param number goes into a header
     * @throws Exception if anything goes wrong
     */
    void send(long number) throws Exception;

    /**
     * Sends a last frame and waits until the sink has all.
     *
     * @throws Exception if anything goes wrong
     */
    void finish() throws Exception;

    @Override
    void close() throws IOException;
}
