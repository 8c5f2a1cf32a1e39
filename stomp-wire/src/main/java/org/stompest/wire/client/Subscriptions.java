package org.stompest.wire.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.ReceiptHandler;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.session.Subscription;

/**
 * The subscriptions of a reconnecting connection, in their order: which are confirmed, so that the recovery makes them again;
 * which it has made again already; and which of those were ended meanwhile, so that the broker is told afterwards.
 *
 * <p>Threads: any; everything is guarded by the lock of {@link LinkState}, and nothing is written with that held.
 */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final LinkState link;
    private final StompSession session = new StompSession(false);
    private final Set<String> unconfirmed = new HashSet<>();
    private final Set<String> replayed = new HashSet<>(); // ids that the recovery has made again on its connection
    private final List<Ending> endings = new ArrayList<>(); // of those, what was unsubscribed from meanwhile

    /** A subscription that was ended while the connection was replaced. */
    record Ending(StompFrame unsubscribe, ReceiptHandler answer) {
        /** On a connection, or null if the subscription ended with its own. */
        void on(StompConnection connection) {
            try {
                if (connection != null) {
                    connection.request(unsubscribe, answer, Flush.NOW);
                    return;
                }
            } catch (StompConnectionException e) {
                LOG.debug("a subscription ended with its connection", e);
            }
            answer.onReceipt();
        }
    }

    Subscriptions(LinkState link) {
        this.link = link;
    }

    // ---- made and ended by the application

    /** Enters a subscription when there is a connection, as one that its caller still waits for. */
    void enter(StompFrame subscribe, Object context, Deadline deadline) {
        link.change(() -> {
            link.await(deadline);
            session.subscribe(subscribe, context);
            unconfirmed.add(subscribe.header(StompHeaderNames.ID));
        });
    }

    void confirmed(String id) {
        link.change(() -> unconfirmed.remove(id));
    }

    void forget(String id) {
        link.change(() -> {
            unconfirmed.remove(id);
            session.forget(id);
        });
    }

    boolean isKnown(String id) {
        return link.locked(() ->
                session.replayable().stream().anyMatch(known -> known.token().equals(id)));
    }

    /** Forgets a subscription, and tells the broker when there is one to be told. */
    void end(String id, StompFrame unsubscribe, ReceiptHandler answer) {
        Ending ending = new Ending(unsubscribe, answer);
        Runnable last = link.locked(() -> {
            session.forget(id);
            if (link.isRecovering() && replayed.contains(id)) {
                endings.add(ending);
                return () -> {};
            }
            StompConnection connection = link.current();
            return () -> ending.on(connection);
        });
        last.run();
    }

    /** {@return to which subscription a message belongs, or null: it was ended} */
    Subscription of(StompFrame message) {
        return link.locked(() -> session.subscription(message));
    }

    // ---- the recovery's part

    /** Lets the session speak over another connection: nothing is in force there yet. */
    void moveTo(Line line) {
        link.change(() -> {
            session.close(false);
            line.introduceTo(session);
        });
    }

    /** {@return what is to be subscribed to again, in order, without what its caller still waits for} */
    List<Subscription> replayable() {
        List<Ending> ended = new ArrayList<>();
        List<Subscription> replay = new ArrayList<>();
        link.change(() -> {
            ended.addAll(takeEndings());
            for (Subscription subscription : session.replayable()) {
                session.subscribe(subscription.frame(), subscription.context());
                if (!unconfirmed.contains(subscription.id())) {
                    replay.add(subscription);
                    replayed.add(subscription.id());
                }
            }
        });
        ended.forEach(ending -> ending.on(null));
        return replay;
    }

    /** {@return what was ended during the recovery, which is over now} */
    List<Ending> takeEndings() {
        return link.locked(() -> {
            List<Ending> all = new ArrayList<>(endings);
            endings.clear();
            replayed.clear();
            return all;
        });
    }
}
