package org.stompest.wire.transport;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last message of a protocol, such as the close_notify of TLS: good manners, for which a peer that takes no bytes must not
 * hold up a close. It is left out while somebody else writes. Otherwise a thread of its own writes it, since only closing the
 * socket would get the caller out of a write that is stuck: what it has not written in time then fails.
 */
final class Farewell {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final long PATIENCE_MILLIS = 250;

    private Farewell() {}

    /** Writes the message. */
    @FunctionalInterface
    interface Words {
        void say() throws IOException;
    }

    /**
     * Says it, and waits a moment. The caller closes the socket afterwards, which ends the thread in any case.
     *
     * @param peer to whom, for the thread's name
     * @param writing held by whoever writes
     * @param words the message
     */
    static void say(String peer, ReentrantLock writing, Words words) {
        if (writing.isLocked()) {
            return;
        }
        Thread speaker = new Thread(() -> speak(writing, words), "stomp-farewell " + peer);
        speaker.setDaemon(true);
        speaker.start();
        try {
            speaker.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void speak(ReentrantLock writing, Words words) {
        if (!writing.tryLock()) {
            return;
        }
        try {
            words.say();
        } catch (IOException e) {
            LOG.debug("a farewell was not heard", e);
        } finally {
            writing.unlock();
        }
    }
}
