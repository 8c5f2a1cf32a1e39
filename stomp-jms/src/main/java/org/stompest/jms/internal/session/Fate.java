package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;

/**
 * What is to become of one transaction. Each has its own, as answers may come after its end. Written by any thread: the first
 * doom that is seen stays.
 */
final class Fate {
    private volatile JMSException doom;
    private volatile boolean retries = true;

    /** {@return why it can only be rolled back, or null} */
    JMSException doom() {
        return doom;
    }

    /** It can only be rolled back. */
    void doom(JMSException why) {
        if (doom == null) {
            doom = why;
        }
    }

    /** {@return whether what is refused for now is to be tried again} */
    boolean retries() {
        return retries;
    }

    /** It is about to be rolled back. */
    void endRetries() {
        retries = false;
    }
}
