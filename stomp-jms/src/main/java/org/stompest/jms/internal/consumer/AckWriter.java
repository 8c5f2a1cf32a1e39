package org.stompest.jms.internal.consumer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.broker.BrokerLink;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.ReceiptHandler;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/**
 * Writes the ACKs of one subscription, in the order in which it is decided what is acknowledged. Threads: any without the
 * session's lock, which is only taken to decide; the reader confirms. The private lock is held over both.
 */
final class AckWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AckWriter.class);

    private final ConsumerHost host;
    private final BrokerLink link;
    private final Ledger ledger;
    private final Object name;
    private final ReentrantLock order = new ReentrantLock();

    /**
     * Makes one.
     *
     * @param host whose lock guards the ledger
     * @param ledger told what the broker has confirmed
     * @param name of the destination, for the log
     */
    AckWriter(ConsumerHost host, Ledger ledger, Object name) {
        this.host = host;
        this.link = host.link();
        this.ledger = ledger;
        this.name = name;
    }

    /**
     * Decides what is acknowledged and writes it. Two that did so at the same time could write in the other order than they have
     * decided: with {@code ack:client} the later one would then name a message that the earlier one has acknowledged already,
     * which brokers refuse.
     *
     * @param decision what, or null for nothing; made under the session's lock
     * @param flush when it leaves
     */
    void write(Supplier<Ledger.Acknowledgement> decision, Flush flush) {
        order.lock();
        try {
            Ledger.Acknowledgement ack = decide(decision);
            if (ack != null) {
                write(ack, flush, null);
            }
        } finally {
            order.unlock();
        }
    }

    /**
     * Does the same and asks for a receipt.
     *
     * @param decision what, or null for nothing; made under the session's lock
     * @param toldRefusal whether whoever waits gives the messages to the application again if the broker has refused them; else
     *     they are acknowledged when they come again
     * @return completes with the receipt, or when the connection was lost: then it is acknowledged when it comes again;
     *     exceptionally with a {@link jakarta.jms.JMSException} if the broker has refused it. Null if there was nothing
     */
    CompletableFuture<Void> writeConfirmed(Supplier<Ledger.Acknowledgement> decision, boolean toldRefusal) {
        order.lock();
        try {
            Ledger.Acknowledgement ack = decide(decision);
            if (ack == null) {
                return null;
            }
            Confirmed confirmed = new Confirmed(ack, new CompletableFuture<>(), toldRefusal);
            write(ack, Flush.NOW, confirmed);
            return confirmed.waiter;
        } finally {
            order.unlock();
        }
    }

    private Ledger.Acknowledgement decide(Supplier<Ledger.Acknowledgement> decision) {
        host.lock().lock();
        try {
            return decision.get();
        } finally {
            host.lock().unlock();
        }
    }

    /**
     * Does something when all that was decided is written, and before anything else is; without the session's lock.
     *
     * @param action takes that lock
     */
    void between(Runnable action) {
        order.lock();
        try {
            action.run();
        } finally {
            order.unlock();
        }
    }

    private void write(Ledger.Acknowledgement ack, Flush flush, Confirmed confirmed) {
        StompConnection connection = ack.connection();
        Confirmed asking = confirmed == null && ack.wantsReceipt() ? new Confirmed(ack, null, false) : confirmed;
        try {
            List<Delivery> deliveries = ack.deliveries();
            for (int i = 0; i < deliveries.size(); i++) {
                boolean last = i == deliveries.size() - 1;
                StompFrame message = deliveries.get(i).frame();
                Confirmed told = last ? asking : null;
                StompFrame frame = frame(connection, message, null, told == null ? null : link.nextReceiptId());
                if (frame == null) {
                    LOG.warn("a message of {} has no id: the broker cannot be told that it is done with", name);
                    if (told != null) {
                        told.onReceipt();
                    }
                } else if (told != null) {
                    connection.request(frame, told, flush);
                } else {
                    connection.write(frame, last ? flush : Flush.SOON);
                }
            }
        } catch (StompConnectionException e) {
            // The ledger remembers it: when the message comes again it is acknowledged without being handed out.
            LOG.debug("an ACK for {} was not sent: {}", name, e.getMessage());
            if (confirmed != null) {
                confirmed.complete();
            }
        }
    }

    /**
     * Has the broker deliver more by an ACK in a transaction that is aborted; nothing is acknowledged.
     *
     * @param last the last message of those that fill the window
     * @param transaction an id that no other transaction of the connection has
     */
    void openWindow(Delivery last, String transaction) {
        StompConnection connection = last.from();
        StompFrame ack = frame(connection, last.frame(), transaction, null);
        if (ack == null) {
            return;
        }
        link.endOfTransaction().lock();
        try {
            connection.write(ClientFrames.begin(transaction, null), Flush.LATER);
            connection.write(ack, Flush.LATER);
            connection.write(ClientFrames.abort(transaction, null), Flush.SOON);
        } catch (StompConnectionException e) {
            LOG.debug("the connection of {} ended; the next one has a window of its own", name, e);
        } finally {
            link.endOfTransaction().unlock();
        }
    }

    /**
     * Makes an ACK.
     *
     * @param connection where it goes
     * @param message the MESSAGE that it names
     * @param transaction of which it is a part, or null; then it has no receipt
     * @param receipt the id of a receipt, or null
     * @return the frame; null if the MESSAGE has no id to be acknowledged by, as that of a broken broker
     */
    StompFrame frame(StompConnection connection, StompFrame message, String transaction, String receipt) {
        StompVersion version = connection.server().version();
        if (!version.acknowledgesById()) {
            return message.header(StompHeaderNames.MESSAGE_ID) == null
                    ? null
                    : ClientFrames.ack(version, message, transaction, receipt);
        }
        String acknowledged = link.dialect().acknowledgementId(message);
        if (acknowledged == null) {
            return null;
        }
        return StompFrame.of(
                StompCommand.ACK,
                transaction != null
                        ? StompHeaders.of(StompHeaderNames.ID, acknowledged, StompHeaderNames.TRANSACTION, transaction)
                        : receipt != null
                                ? StompHeaders.of(StompHeaderNames.ID, acknowledged, StompHeaderNames.RECEIPT, receipt)
                                : StompHeaders.of(StompHeaderNames.ID, acknowledged));
    }

    /** The broker has processed an ACK: all up to it need not be remembered. Called by the reader thread. */
    private final class Confirmed implements ReceiptHandler {
        private final Ledger.Acknowledgement ack;
        private final CompletableFuture<Void> waiter;
        private final boolean toldRefusal;

        Confirmed(Ledger.Acknowledgement ack, CompletableFuture<Void> waiter, boolean toldRefusal) {
            this.ack = ack;
            this.waiter = waiter;
            this.toldRefusal = toldRefusal;
        }

        @Override
        public void onReceipt() {
            host.lock().lock();
            try {
                ledger.confirmed(ack);
            } finally {
                host.lock().unlock();
            }
            complete();
        }

        @Override
        public void onRefused(StompProtocolException refused) {
            LOG.warn("an ACK for {} was refused: {}", name, refused.getMessage());
            if (toldRefusal) {
                host.lock().lock();
                try {
                    ledger.refused(ack);
                } finally {
                    host.lock().unlock();
                }
            }
            if (waiter != null) {
                waiter.completeExceptionally(link.error(refused, "acknowledge messages of", name));
            }
        }

        @Override
        public void onLost(StompConnectionException why) {
            complete();
        }

        private void complete() {
            if (waiter != null) {
                waiter.complete(null);
            }
        }
    }
}
