package org.stompest.examples.demo;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known of the workers from their answers, and the place where failures are reported. Usable from any thread.
 */
final class Ledger implements MessageListener, ExceptionListener {
    /** What the last answer of a worker said. */
    record Answer(long batch, String checksum) {}

    private final Progress progress;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Share, Answer> lastAnswers = new EnumMap<>(Share.class); // guarded by lock, as are the others
    private long answered;
    private long corrupt;
    private Exception failure;

    Ledger(Progress progress) {
        this.progress = progress;
    }

    /** Takes an answer. */
    @Override
    public void onMessage(Message message) {
        lock.lock();
        try {
            MapMessage answer = (MapMessage) message;
            Share share = Share.valueOf(answer.getString("share"));
            Answer before = lastAnswers.get(share);
            long batch = answer.getLong("batch");
            if (batch != (before == null ? 0 : before.batch() + 1)) {
                corrupt++;
            }
            lastAnswers.put(share, new Answer(batch, answer.getString("checksum")));
            answered += answer.getInt("count");
            corrupt += answer.getInt("corrupt");
            progress.answered(answered);
            changed.signalAll();
        } catch (JMSException | RuntimeException e) {
            failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a connection or a worker failed. */
    @Override
    public void onException(JMSException exception) {
        failed(exception);
    }

    void failed(Exception exception) {
        lock.lock();
        try {
            if (failure == null) {
                failure = exception;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void sent(long count) {
        progress.sent(count);
    }

    /**
     * Waits until that many lines are answered, as long as answers go on coming.
     *
     * @param count how many
     * @param patience how long to wait for the next answer
     * @return false if answers ceased to come
     * @throws JMSException if something failed meanwhile
     */
    boolean awaitAnswered(long count, Duration patience) throws JMSException, InterruptedException {
        lock.lock();
        try {
            long seen = answered;
            long nanos = patience.toNanos();
            while (failure == null && answered < count && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
                if (answered != seen) {
                    seen = answered;
                    nanos = patience.toNanos();
                }
            }
            throwFailure();
            return answered >= count;
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() throws JMSException {
        if (failure instanceof JMSException e) {
            throw e;
        }
        if (failure != null) {
            JMSException e = new JMSException("the application failed: " + failure);
            e.initCause(failure);
            throw e;
        }
    }

    long answered() {
        lock.lock();
        try {
            return answered;
        } finally {
            lock.unlock();
        }
    }

    long corrupt() {
        lock.lock();
        try {
            return corrupt;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many transactions each worker has answered} */
    Map<Share, Long> batches() {
        Map<Share, Long> batches = new EnumMap<>(Share.class);
        lock.lock();
        try {
            lastAnswers.forEach((share, answer) -> batches.put(share, answer.batch() + 1));
            return batches;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the last answer of a worker, or null} */
    Answer lastAnswer(Share share) {
        lock.lock();
        try {
            return lastAnswers.get(share);
        } finally {
            lock.unlock();
        }
    }
}
