package org.stompest.wire.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.observe.Observation;
import org.stompest.wire.observe.Span;
import org.stompest.wire.session.Subscription;

/**
 * Replaces one connection that was lost, or is to be left for a preferred broker. One thread runs it, once, while every
 * sender waits for its end. This is the one place where a recovery begins and ends.
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
    /**
     * A broker may still be at work on what it has read from a connection that is gone. Where it knows a repeated transaction, it is
     * by what it has committed before: so long after the loss it has.
     */
    private static final long COMMITTED_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final String BARRIER = "recovery";
    private static final long REPEAT_TIMEOUT_SECONDS = 60;
    private static final Duration GOODBYE = Duration.ofSeconds(15);
    private static final String CLOSED = "closed meanwhile";

    private final ReconnectingConnection connection;
    private final StompException why;
    private long lostAt = System.nanoTime();

    // the recovery thread's own; let go at its end, as a thread may be kept longer, and its task with it
    private Thread previous;
    private StompConnection lost;
    private Line successor;
    private boolean cautious;
    private int fruitless;
    private int losses;

    /**
     * Makes a recovery.
     *
     * @param previous the thread of the one before, which may still be telling that it is done, or null
     * @param lost what to replace
     * @param why an ERROR that names no frame may mean what the one before played again: then this one is cautious
     * @param successor by what to replace it, because that is better: then what is replaced is still open, and is left in
     *     good order first. Null if it was lost, and a broker has to be looked for
     */
    Recovery(
            ReconnectingConnection connection,
            Thread previous,
            StompConnection lost,
            StompException why,
            Line successor) {
        this.connection = connection;
        this.previous = previous;
        this.lost = lost;
        this.why = why;
        this.successor = successor;
        this.cautious = why.refusal()
                .flatMap(StompProtocolException::errorFrame)
                .map(error -> error.header(StompHeaderNames.RECEIPT_ID) == null)
                .orElse(false);
    }

    @Override
    public void run() {
        Span span = Observation.failover(lost.address().toString());
        String outcome = CLOSED;
        try {
            if (previous != null) {
                previous.join();
            }
            outcome = recover();
        } catch (InterruptedException e) {
            outcome = giveUp(new StompConnectionException("the recovery was interrupted", e, true));
        } catch (StompException e) {
            outcome = giveUp(e);
        } catch (RuntimeException | Error e) {
            LOG.error("the recovery of {} failed", lost, e);
            outcome = giveUp(new StompConnectionException("the recovery failed: " + e, e, true));
        } finally {
            span.finish(outcome);
            previous = null;
            lost = null;
            successor = null;
        }
    }

    private String recover() {
        if (successor != null) {
            LOG.info("leaving {} for a preferred broker: {}", lost.address(), successor.connection());
            // Nothing is lost so: the answer to DISCONNECT comes after all other receipts.
            lost.close(GOODBYE);
        }
        if (connection.isClosed()) {
            return CLOSED;
        }
        connection.handler().onInterrupted(lost, why);
        Line fresh = successor;
        if (fresh != null) {
            connection.search().found(fresh);
        } else if (connection.mayRecover(why)) {
            LOG.info("replacing the connection to {}: {}", lost.address(), why.getMessage());
            fresh = searchAgain(why);
        } else {
            throw why;
        }
        while (true) {
            connection.moveTo(fresh);
            StompException failure = replay(fresh.connection());
            if (failure == null && connection.becomeConnected(fresh)) {
                LOG.info("connected again, to {}", fresh.connection().address());
                connection.handler().onRestored(fresh.connection());
                return "connected to " + fresh.connection() + ", the "
                        + connection.search().tried() + ". that was tried";
            }
            connection.requests().tellSettled(); // before the next replay: what is done is not to be played again
            StompException last = failure == null ? lostAgain(fresh.connection()) : failure;
            fresh.connection().close();
            lostAt = System.nanoTime();
            if (connection.isClosed()) {
                return CLOSED;
            }
            connection.handler().onInterrupted(fresh.connection(), last);
            judge(last);
            fresh = searchAgain(last);
        }
    }

    /** An ERROR that came before the connection counted must be known, or the next attempt would not be cautious. */
    private StompException lostAgain(StompConnection fresh) {
        StompException end = fresh.end();
        return end != null ? end : new StompConnectionException("lost " + fresh + " again", why, true);
    }

    private Line searchAgain(StompException last) {
        return connection.search().again(last.refusal().isPresent(), Deadline.NEVER);
    }

    /** {@return what interrupted it, or null} */
    private StompException replay(StompConnection fresh) {
        try {
            for (Subscription subscription : connection.subscriptions().replayable()) {
                subscribeAgain(fresh, subscription);
            }
            restore(fresh);
            return repeatOrphans(fresh);
        } catch (StompException e) {
            return why(fresh, e);
        }
    }

    private void restore(StompConnection fresh) {
        long settling = settlingNanos(connection.requests().holdCommit(), System.nanoTime() - lostAt);
        if (settling > 0) {
            connection.pause(settling, why);
        }
        try {
            connection.handler().onRestore(fresh, cautious);
        } catch (StompException e) {
            if (cautious && e.refusal().isPresent()) {
                fruitless = 0; // what was guilty is known there now, and left out next time
            }
            throw e;
        }
    }

    /** A write fails because the broker has closed the connection: its ERROR, if it sent one, tells what to do next. */
    private static StompException why(StompConnection fresh, StompException failure) {
        return failure instanceof StompConnectionException && failure.refusal().isEmpty()
                ? fresh.whyEnded(failure)
                : failure;
    }

    private void subscribeAgain(StompConnection fresh, Subscription subscription) {
        StompException failure;
        try {
            StompFrame subscribe = connection.handler().onSubscribing(subscription.context(), subscription.frame());
            ClientFrames.check(fresh.server().version(), subscribe);
            failure = cautious ? confirm(fresh, subscribe) : write(fresh, subscribe);
        } catch (StompProtocolException e) {
            refused(subscription, e); // this broker speaks a version that does not know such a subscription
            return;
        } catch (StompFrameException e) {
            refused(subscription, new StompProtocolException(e.getMessage(), null, e));
            return;
        }
        if (failure != null) {
            failure.refusal().ifPresent(refusal -> refused(subscription, refusal));
            throw failure;
        }
    }

    private static StompException write(StompConnection fresh, StompFrame subscribe) {
        fresh.write(withoutReceipt(subscribe), Flush.SOON);
        return null;
    }

    private void refused(Subscription subscription, StompProtocolException why) {
        fruitless = 0;
        connection.subscriptions().forget(subscription.id());
        connection.handler().onRefused(subscription, why);
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
    private static StompException barrier(StompConnection fresh) {
        fresh.write(ClientFrames.begin(BARRIER, null), Flush.SOON);
        return confirm(fresh, ClientFrames.abort(BARRIER, fresh.nextReceiptId()));
    }

    private static StompFrame withoutReceipt(StompFrame frame) {
        return frame.withHeaders(
                frame.headers().toBuilder().remove(StompHeaderNames.RECEIPT).build());
    }

    private StompException repeatOrphans(StompConnection fresh) {
        PendingRequests requests = connection.requests();
        StompException failure = requests.next() == null ? null : barrier(fresh);
        for (PendingRequest orphan = requests.next(); failure == null && orphan != null; orphan = requests.next()) {
            if (orphan.isAwaited()) {
                failure = orphan.repeat(fresh, confirmationDeadline());
            }
            if (failure == null || orphan.isDecided()) {
                fruitless = 0;
                requests.settle(orphan);
            }
        }
        return failure;
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
        connection.pause(pauseNanos(losses++), failure);
    }

    /** {@return how long what is in doubt has still to rest: nothing, unless a COMMIT is} */
    static long settlingNanos(boolean commitInDoubt, long sinceLossNanos) {
        return commitInDoubt ? Math.max(0, COMMITTED_NANOS - sinceLossNanos) : 0;
    }

    /** The schedule counts connections that are not made; those that are made and lost at once must not spin either. */
    static long pauseNanos(int losses) {
        return TimeUnit.MILLISECONDS.toNanos(
                Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(losses, MOST_DOUBLINGS)));
    }

    private String giveUp(StompException cause) {
        connection.fail(cause);
        if (connection.isClosed()) {
            return CLOSED;
        }
        connection.handler().onFailed(cause);
        return "failed: " + cause.getMessage();
    }
}
