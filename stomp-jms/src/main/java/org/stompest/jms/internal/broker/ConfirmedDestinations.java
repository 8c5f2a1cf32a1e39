package org.stompest.jms.internal.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stompest.jms.StompDestination;

/**
 * The destinations to which this connection has sent successfully. A send that nobody waits for can be refused only where
 * nobody is told; so the first one to each destination waits for its receipt, and gets the exception if there is one.
 *
 * <p>Bounded: when too many were seen, it starts anew. Usable from any thread.
 */
public final class ConfirmedDestinations {
    private static final int REMEMBERED = 10_000;

    private final Set<StompDestination> confirmed = ConcurrentHashMap.newKeySet();

    /**
     * Asks.
     *
     * @param destination where to
     * @return whether a send there was confirmed
     */
    public boolean contains(StompDestination destination) {
        return confirmed.contains(destination);
    }

    /**
     * Remembers.
     *
     * @param destination where a send was confirmed
     */
    public void add(StompDestination destination) {
        if (confirmed.size() >= REMEMBERED) {
            confirmed.clear();
        }
        confirmed.add(destination);
    }

    /**
     * Forgets, so that the next send there waits again.
     *
     * @param destination where a send was refused
     */
    public void remove(StompDestination destination) {
        confirmed.remove(destination);
    }
}
