package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;
import java.util.concurrent.locks.ReentrantLock;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompDestination.Kind;
import org.stompest.jms.dialect.TemporaryNaming;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * Makes temporary destinations whose names the broker gives, see {@link TemporaryNaming}. A guess is wrong once for each STOMP
 * connection, the first time; the destination made under it stays unused until that connection ends. After that it is right,
 * and need not be asked for, as long as nothing else makes temporary destinations: on a new connection, those of an
 * old one are made again when they are next mentioned.
 *
 * <p>Usable from any thread. The lock keeps those who make destinations apart and is held while the broker is asked; nobody else
 * takes it.
 */
final class TemporaryNames {
    private static final String FIRST_GUESS = "first";
    private static final String NEW = "a new temporary destination";

    private final BrokerLink link;
    private final TemporaryNaming naming;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private String last; // the broker's name for the destination made last
    private StompConnection first; // where the first one was made

    TemporaryNames(BrokerLink link, TemporaryNaming naming) {
        this.link = link;
        this.naming = naming;
    }

    /** Makes a destination at the broker and returns the name by which all connections know it. */
    String make(Kind kind) throws JMSException {
        Deadline deadline = link.requestDeadline();
        lock.lock();
        try {
            while (true) {
                String guess = last == null ? FIRST_GUESS : naming.following(last);
                StompConnection now = link.await(deadline, "make", NEW);
                String real = make(StompDestination.of(kind, guess), now == first, deadline);
                if (real != null) {
                    first = last == null ? now : first;
                    last = real;
                    if (real.equals(guess)) {
                        return real;
                    }
                }
                if (deadline.passed()) {
                    throw new JMSException(
                            "the broker did not tell the name of " + NEW + " in time (jms.requestTimeout)",
                            JmsErrors.TIMEOUT);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the broker's name, or null if the connection was lost meanwhile} */
    private String make(StompDestination guess, boolean right, Deadline deadline) throws JMSException {
        try (SelfMessage message = new SelfMessage(link, naming.subscribe(guess), deadline, "make", NEW)) {
            if (right) {
                return message.isInterrupted() ? null : guess.name();
            }
            StompFrame answer = message.exchange(naming.ask(guess));
            return answer == null ? null : naming.nameIn(answer);
        }
    }

    /** {@return the SUBSCRIBE to such a destination, of messages that need no acknowledgement} */
    StompHeaders subscribe(StompDestination temporary) {
        return naming.subscribe(temporary);
    }
}
