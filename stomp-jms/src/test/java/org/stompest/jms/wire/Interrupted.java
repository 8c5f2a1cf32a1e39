package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A call that waits, and is interrupted. */
final class Interrupted {
    private static final long ENDS_WITHIN_SECONDS = 3;

    private Throwable thrown;
    private boolean interruptedStill;

    private Interrupted() {}

    /** Asserts that an interrupt ends a call which waits, with an exception that says so, and stays set. */
    static void assertHonours(ThrowingCallable call) throws InterruptedException {
        Interrupted outcome = interrupt(call);
        assertThat(outcome.thrown)
                .as("what an interrupted call throws")
                .isInstanceOf(JMSException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(outcome.interruptedStill).as("the thread is interrupted").isTrue();
    }

    /** Asserts that an interrupt ends a call which waits and has to be finished all the same, and stays set. */
    static void assertHastens(ThrowingCallable call) throws InterruptedException {
        assertThat(interrupt(call).interruptedStill)
                .as("the thread is interrupted")
                .isTrue();
    }

    private static Interrupted interrupt(ThrowingCallable call) throws InterruptedException {
        Interrupted outcome = new Interrupted();
        Thread thread = new Thread(() -> {
            try {
                call.call();
            } catch (Throwable e) {
                outcome.thrown = e;
            }
            outcome.interruptedStill = Thread.currentThread().isInterrupted();
        });
        thread.start();
        await("a call that waits")
                .until(() ->
                        thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
        assertThat(thread.isAlive()).as("the call waits").isTrue();
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(ENDS_WITHIN_SECONDS));
        assertThat(thread.isAlive()).as("the interrupted call goes on").isFalse();
        return outcome;
    }
}
