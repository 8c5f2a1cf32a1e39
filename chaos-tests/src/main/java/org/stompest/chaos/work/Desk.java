package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.stompest.chaos.account.CallWatch;

/** What all workers share: when to end, who watches their calls, where problems are noted. Usable from any thread. */
final class Desk {
    private final CallWatch watch;
    private final Problems problems;
    private final TimeOuts timeOuts;
    private final CountDownLatch sendingEnded = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    Desk(CallWatch watch, Problems problems, TimeOuts timeOuts) {
        this.watch = watch;
        this.problems = problems;
        this.timeOuts = timeOuts;
    }

    TimeOuts timeOuts() {
        return timeOuts;
    }

    Problems problems() {
        return problems;
    }

    /** A call without a result. */
    interface Action {
        void run() throws JMSException;
    }

    void send(Action send) throws JMSException {
        call("send", timeOuts.send(), send);
    }

    /** A commit may wait for what was sent, for what must come back, and then for the broker. */
    void commit(Action commit) throws JMSException {
        call("commit", timeOuts.send().plus(timeOuts.request()).plus(timeOuts.request()), commit);
    }

    void request(String what, Action action) throws JMSException {
        call(what, timeOuts.request(), action);
    }

    void close(String what, Action action) throws JMSException {
        call(what, timeOuts.close(), action);
    }

    /** Something begins that ends when a completion listener is called; to be run then. */
    Runnable completing() {
        return watch.begin("completion", timeOuts.send());
    }

    <T> T within(String what, Duration timeout, CallWatch.Call<T, JMSException> call) throws JMSException {
        return watch.within(what, timeout, call);
    }

    Message receive(MessageConsumer consumer, Duration timeout) throws JMSException {
        return within("receive", timeout, () -> consumer.receive(timeout.toMillis()));
    }

    private void call(String what, Duration timeout, Action action) throws JMSException {
        watch.<Void, JMSException>within(what, timeout, () -> {
            action.run();
            return null;
        });
    }

    void endSending() {
        sendingEnded.countDown();
    }

    void end() {
        endSending();
        ended.countDown();
    }

    boolean isSendingEnded() {
        return sendingEnded.getCount() == 0;
    }

    boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** Lets time pass between two messages, unless sending ends. */
    void pace(Duration pause) throws InterruptedException {
        if (sendingEnded.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            return; // who sends looks whether it has ended, anyway
        }
    }

    /** Lets time pass after a problem, so that nobody runs in circles. */
    void calmDown() throws InterruptedException {
        if (ended.await(100, TimeUnit.MILLISECONDS)) {
            return;
        }
    }
}
