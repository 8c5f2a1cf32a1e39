package org.stompest.jms.internal.consumer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * Writes the ACKs of one subscription. Threads: any that has decided, under the session's lock, what is acknowledged, and has
 * let go of it; the reader confirms.
 */
final class AckWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AckWriter.class);

    private final ConsumerHost host;
    private final BrokerLink link;
    private final Ledger ledger;
    private final Object name;

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
     * Writes.
     *
     * @param ack what, or null for nothing
     * @param flush when it leaves
     */
    void write(Ledger.Acknowledgement ack, Flush flush) {
        if (ack != null) {
            write(ack, flush, null);
        }
    }

    /**
     * Writes and asks for a receipt.
     *
     * @param ack what, or null for nothing
     * @return completes with the receipt, or when the connection was lost; null if there was nothing
     */
    CompletableFuture<Void> writeConfirmed(Ledger.Acknowledgement ack) {
        if (ack == null) {
            return null;
        }
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        write(ack, Flush.NOW, confirmed);
        return confirmed;
    }

    private void write(Ledger.Acknowledgement ack, Flush flush, CompletableFuture<Void> confirmed) {
        StompConnection connection = ack.connection();
        try {
            List<Delivery> deliveries = ack.deliveries();
            for (int i = 0; i < deliveries.size(); i++) {
                boolean last = i == deliveries.size() - 1;
                StompFrame message = deliveries.get(i).frame();
                boolean asks = last && (confirmed != null || ack.wantsReceipt());
                StompFrame frame = frame(connection, message, null, asks ? link.nextReceiptId() : null);
                if (frame == null) {
                    LOG.warn("a message of {} has no id: the broker cannot be told that it is done with", name);
                    if (asks) {
                        new Confirmed(ack, confirmed).onReceipt();
                    }
                } else if (asks) {
                    connection.request(frame, new Confirmed(ack, confirmed), flush);
                } else {
                    connection.write(frame, last ? flush : Flush.SOON);
                }
            }
        } catch (StompConnectionException e) {
            // The ledger remembers it: when the message comes again it is acknowledged without being handed out.
            LOG.debug("an ACK for {} was not sent: {}", name, e.getMessage());
            if (confirmed != null) {
                confirmed.complete(null);
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

        Confirmed(Ledger.Acknowledgement ack, CompletableFuture<Void> waiter) {
            this.ack = ack;
            this.waiter = waiter;
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
            LOG.warn("an ACK for {} was refused, the message comes again: {}", name, refused.getMessage());
            complete();
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
