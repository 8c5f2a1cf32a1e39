package org.stompest.jms.internal.session;

import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.jms.internal.broker.JmsErrors;
import org.stompest.wire.StompException;
import org.stompest.wire.client.ReconnectingConnection;
import org.stompest.wire.connection.Deadline;

/**
 * The SENDs of a transaction that have asked for a receipt and whose message is not known to be in it.
 *
 * <p>Threads: any, without a lock.
 */
final class SendAnswers {
    private final BrokerLink link;
    private final Set<SentFrame> unconfirmed = ConcurrentHashMap.newKeySet();

    SendAnswers(BrokerLink link) {
        this.link = link;
    }

    /** A message that nobody waits for and that is not in the transaction makes it fail, or be played again. */
    void watch(SentFrame entry, Fate fate) {
        CompletableFuture<Void> answer = entry.answer();
        if (answer == null) {
            return;
        }
        unconfirmed.add(entry);
        answer.whenComplete((nothing, failure) -> {
            if (failure == null) {
                unconfirmed.remove(entry);
                entry.tell();
            } else if (failure instanceof StompException e && !(link.isRefusedForNow(e) && fate.retries())) {
                doom(entry, fate, e);
            }
        });
    }

    /** So does one whose sender was told that it failed, by whomever. */
    void watch(SentFrame entry, CompletableFuture<Void> outcome, Fate fate) {
        if (outcome != null) {
            outcome.whenComplete((nothing, failure) -> {
                if (failure instanceof StompException e) {
                    doom(entry, fate, e);
                }
            });
        }
    }

    private void doom(SentFrame entry, Fate fate, StompException why) {
        fate.doom(link.error(why, "send to", entry.destination()));
        unconfirmed.remove(entry); // who does not find it finds the doom
        entry.tell(why);
    }

    /**
     * Waits until there is an answer to each.
     *
     * @param deadline until when
     * @return whether one was refused for now
     * @throws TransactionRolledBackException if one is not in the transaction and will not be
     */
    boolean await(Deadline deadline) throws JMSException {
        boolean refusedForNow = false;
        for (SentFrame entry : unconfirmed) {
            try {
                ReconnectingConnection.await(entry.answer(), deadline, "SEND");
            } catch (StompException e) {
                if (!link.isRefusedForNow(e) || deadline.passed()) {
                    JMSException failure = link.error(e, "send to", entry.destination());
                    throw rolledBack(failure.getMessage(), failure);
                }
                refusedForNow = true;
            }
        }
        return refusedForNow;
    }

    /** {@return whether an answer is still to come} */
    boolean isAwaited() {
        return !unconfirmed.isEmpty();
    }

    /** What was refused for now is not in the transaction, after all. */
    void giveUpRefused() {
        for (SentFrame entry : unconfirmed) {
            CompletableFuture<Void> answer = entry.answer();
            if (answer.isCompletedExceptionally()) {
                answer.whenComplete((nothing, failure) -> entry.tell((StompException) failure));
            }
        }
    }

    /** There will be no answers. */
    void tellLost(StompException why) {
        for (SentFrame entry : unconfirmed) {
            entry.tell(why);
        }
        unconfirmed.clear();
    }

    static TransactionRolledBackException rolledBack(String text, JMSException why) {
        return JmsErrors.caused(new TransactionRolledBackException(text, why.getErrorCode()), why);
    }
}
