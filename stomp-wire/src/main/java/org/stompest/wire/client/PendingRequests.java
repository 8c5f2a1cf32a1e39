package org.stompest.wire.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.stompest.wire.StompConnectionException;

/**
 * Requests whose connection ended before the receipt: those that the recovery has still to repeat, and those that it has
 * repeated but not told the outcome of. Nobody is told before the connection counts as connected again, or is lost again: who
 * is told may close it at once, and that must find the new one.
 *
 * <p>Threads: any; guarded by the lock of {@link LinkState}, and nobody is told with that held.
 */
final class PendingRequests {
    private final LinkState link;
    private final Deque<PendingRequest> orphans = new ArrayDeque<>();
    private final List<PendingRequest> settled = new ArrayList<>();

    PendingRequests(LinkState link) {
        this.link = link;
    }

    /** {@return whether the request is kept for the recovery; else its outcome is that it was lost} */
    boolean keep(PendingRequest request) {
        return link.locked(() -> link.isAlive() && orphans.add(request));
    }

    /** {@return the next one to be repeated, or null; it stays the next one until it is settled} */
    PendingRequest next() {
        return link.locked(orphans::peekFirst);
    }

    /** {@return whether a COMMIT is to be repeated that may have been done} */
    boolean holdCommit() {
        return link.locked(() -> orphans.stream().anyMatch(PendingRequest::isAwaitedCommit));
    }

    /** The outcome of the next one is known. */
    void settle(PendingRequest request) {
        link.change(() -> {
            if (orphans.remove(request)) {
                settled.add(request);
            }
        });
    }

    /** Tells the outcomes that are known. */
    void tellSettled() {
        List<PendingRequest> all = new ArrayList<>();
        link.change(() -> {
            all.addAll(settled);
            settled.clear();
        });
        all.forEach(PendingRequest::tell);
    }

    /** Tells everybody: there will be no connection any more. */
    void abandon(StompConnectionException why) {
        tellSettled();
        List<PendingRequest> all = new ArrayList<>();
        link.change(() -> {
            all.addAll(orphans);
            orphans.clear();
        });
        all.forEach(request -> request.lose(why));
    }
}
