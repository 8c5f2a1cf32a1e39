package org.stompest.wire.connection;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;

/** Waits for the one outcome of a frame that asked for a receipt. Usable from any thread, once. */
public final class Confirmation implements ReceiptHandler {
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile StompException failure;

    /** Makes one that waits. */
    public Confirmation() {}

    @Override
    public void onReceipt() {
        over.countDown();
    }

    @Override
    public void onRefused(StompProtocolException refusal) {
        end(refusal);
    }

    @Override
    public void onLost(StompConnectionException why) {
        end(why);
    }

    private void end(StompException why) {
        failure = why;
        over.countDown();
    }

    /**
     * Waits for the outcome.
     *
     * @param deadline until when
     * @return null if the receipt came, else why it did not: a {@link StompTimeoutException} if the deadline passed. An
     *     interrupt ends the wait with a plain {@link StompException}, and stays set
     */
    public StompException await(Deadline deadline) {
        try {
            return over.await(deadline.leftNanos(), TimeUnit.NANOSECONDS)
                    ? failure
                    : new StompTimeoutException("no receipt in time", null, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StompException("interrupted while waiting for a receipt; the frame may have been processed", e);
        }
    }
}
