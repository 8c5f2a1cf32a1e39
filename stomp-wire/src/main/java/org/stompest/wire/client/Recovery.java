package org.stompest.wire.client;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.session.Subscription;

/**
 * Replaces one lost connection. One thread runs it, once, while every sender waits for its end.
 *
 * <p>An ERROR while playing again does not end it: the next attempt is cautious, one thing at a time, each confirmed, so that
 * the guilty one is found and left out. It gives up if cautious attempts in a row end with an ERROR and nothing was found.
 */
final class Recovery implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final int FRUITLESS_ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 1000;
    private static final int MOST_DOUBLINGS = 10;
    private static final String BARRIER = "recovery";
    private static final long REPEAT_TIMEOUT_SECONDS = 60;

    private final ReconnectingConnection connection;
    private final Thread previous;
    private final StompConnection lost;
    private final StompException why;

    // the recovery thread's own
    private boolean cautious;
    private int fruitless;
    private int losses;

    /**
     * Makes a recovery.
     *
     * @param previous the thread of the one before, which may still be telling that it is done, or null
     * @param lost what to replace
     * @param why an ERROR that names no frame may mean what the one before played again: then this one is cautious
     */
    Recovery(ReconnectingConnection connection, Thread previous, StompConnection lost, StompException why) {
        this.connection = connection;
        this.previous = previous;
        this.lost = lost;
        this.why = why;
        this.cautious = why.refusal()
                .flatMap(StompProtocolException::errorFrame)
                .map(error -> error.header(StompHeaderNames.RECEIPT_ID) == null)
                .orElse(false);
    }

    @Override
    public void run() {
        try {
            if (previous != null) {
                previous.join();
            }
            recover();
        } catch (InterruptedException e) {
            giveUp(new StompConnectionException("the recovery was interrupted", e, true));
        } catch (StompException e) {
            giveUp(e);
        } catch (RuntimeException | Error e) {
            LOG.error("the recovery of {} failed", lost, e);
            giveUp(new StompConnectionException("the recovery failed: " + e, e, true));
        }
    }

    private void recover() {
        if (connection.isClosed()) {
            return;
        }
        connection.handler().onInterrupted(lost, why);
        if (!connection.mayRecover(why)) {
            throw why;
        }
        LOG.info("replacing the connection to {}: {}", lost.address(), why.getMessage());
        StompException last = why;
        while (true) {
            StompConnection fresh = connection.searchAgain(last);
            StompException failure = replay(fresh);
            if (failure == null && connection.becomeConnected(fresh)) {
                LOG.info("connected again, to {}", fresh.address());
                connection.handler().onRestored(fresh);
                return;
            }
            fresh.close();
            last = failure == null ? new StompConnectionException("lost " + fresh + " again", why, true) : failure;
            if (connection.isClosed()) {
                return;
            }
            connection.handler().onInterrupted(fresh, last);
            judge(last);
        }
    }

    /** {@return what interrupted it, or null} */
    private StompException replay(StompConnection fresh) {
        try {
            for (Subscription subscription : connection.replayable()) {
                subscribeAgain(fresh, subscription);
            }
            connection.handler().onRestore(fresh, cautious);
            repeatOrphans(fresh);
            return null;
        } catch (StompException e) {
            return e;
        }
    }

    private void subscribeAgain(StompConnection fresh, Subscription subscription) {
        if (!cautious) {
            fresh.write(withoutReceipt(subscription.frame()), Flush.SOON);
            return;
        }
        StompException failure = confirm(fresh, subscription.frame());
        if (failure != null) {
            failure.refusal().ifPresent(refusal -> {
                fruitless = 0;
                connection.forget(subscription);
                connection.handler().onRefused(subscription, refusal);
            });
            throw failure;
        }
    }

    private static StompException confirm(StompConnection fresh, StompFrame frame) {
        Confirmation confirmation = new Confirmation();
        fresh.request(frame, confirmation, Flush.NOW);
        return confirmation.await(confirmationDeadline());
    }

    private static Deadline confirmationDeadline() {
        return Deadline.inNanos(TimeUnit.SECONDS.toNanos(REPEAT_TIMEOUT_SECONDS));
    }

    /** Makes sure that all that was played again is processed: an ERROR from here on means what is written from here on. */
    private static void barrier(StompConnection fresh) {
        fresh.write(ClientFrames.begin(BARRIER, null), Flush.SOON);
        StompException failure = confirm(fresh, ClientFrames.abort(BARRIER, fresh.nextReceiptId()));
        if (failure != null) {
            throw failure;
        }
    }

    private static StompFrame withoutReceipt(StompFrame frame) {
        return frame.withHeaders(
                frame.headers().toBuilder().remove(StompHeaderNames.RECEIPT).build());
    }

    private void repeatOrphans(StompConnection fresh) {
        PendingRequest orphan = connection.nextOrphan();
        if (orphan != null) {
            connection.putBack(orphan);
            barrier(fresh);
        }
        for (orphan = connection.nextOrphan(); orphan != null; orphan = connection.nextOrphan()) {
            try {
                orphan.repeat(fresh, confirmationDeadline());
                fruitless = 0;
            } catch (StompException e) {
                if (orphan.outcome().isDone()) {
                    fruitless = 0;
                } else {
                    connection.putBack(orphan);
                }
                throw e;
            }
        }
    }

    private void judge(StompException failure) {
        if (!connection.mayRecover(failure)) {
            throw failure;
        }
        boolean refused = failure.refusal().isPresent();
        if (refused && ++fruitless > FRUITLESS_ATTEMPTS) {
            throw failure;
        }
        cautious = cautious || refused;
        // The schedule counts connections that are not made; here one was made and lost, which must not spin either.
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(losses++, MOST_DOUBLINGS));
        connection.pause(TimeUnit.MILLISECONDS.toNanos(pause), failure);
    }

    private void giveUp(StompException cause) {
        connection.fail(cause);
        if (!connection.isClosed()) {
            connection.handler().onFailed(cause);
        }
    }
}
