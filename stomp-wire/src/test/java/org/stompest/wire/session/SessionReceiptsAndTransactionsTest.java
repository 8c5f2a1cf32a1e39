package org.stompest.wire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stompest.wire.session.Sessions.frame;
import static org.stompest.wire.session.Sessions.refuses;

import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;

class SessionReceiptsAndTransactionsTest {
    private final StompSession session = Sessions.connected("1.2");

    @Test
    void aReceiptIsAwaitedOnceItIsAskedFor() {
        session.send(send("receipt", "1"));
        session.receiptRequested("2");
        assertThat(session.pendingReceipts()).containsExactlyInAnyOrder("1", "2");

        assertThat(session.receipt(receipt("2"))).isEqualTo("2");
        assertThat(session.receipt(receipt("1"))).isEqualTo("1");
        assertThat(session.pendingReceipts()).isEmpty();
    }

    @Test
    void aReceiptThatNobodyAwaitsIsAnError() {
        refuses(() -> session.receipt(receipt("1"))).hasMessage("the server sent a receipt '1' that nobody awaits");
        session.receiptRequested("1");
        session.receipt(receipt("1"));
        refuses(() -> session.receipt(receipt("1")));
        refuses(() -> session.receipt(frame(StompCommand.RECEIPT)))
                .hasMessage("the server sent RECEIPT without the header receipt-id");
    }

    @Test
    void aReceiptThatIsAwaitedAlreadyIsAnError() {
        session.receiptRequested("1");

        refuses(() -> session.receiptRequested("1")).hasMessage("the receipt '1' is awaited already");
        refuses(() -> session.send(send("receipt", "1")));
        refuses(() -> session.disconnect(frame(StompCommand.DISCONNECT, "receipt", "1")));
        assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
    }

    @Test
    void aForgottenSubscriptionLeavesNoReceiptBehind() {
        session.subscribe(
                frame(StompCommand.SUBSCRIBE, "id", "1", "destination", "q", "ack", "client", "receipt", "r"), null);
        assertThat(session.pendingReceipts()).containsExactly("r");

        session.forget("1");

        assertThat(session.pendingReceipts()).isEmpty();
    }

    @Test
    void theReceiptOfDisconnectComesWhileDisconnecting() {
        session.disconnect(frame(StompCommand.DISCONNECT, "receipt", "bye"));

        assertThat(session.receipt(receipt("bye"))).isEqualTo("bye");
        assertThat(session.state()).isEqualTo(SessionState.DISCONNECTING);
    }

    @Test
    void aTransactionIdMayBeUsedAgainAfterItsEnd() {
        session.begin("t");
        refuses(() -> session.begin("t")).hasMessage("the transaction 't' was begun already");
        session.commit("t");
        session.begin("t");
        session.abort("t");

        assertThat(session.activeTransactions()).isEmpty();
        refuses(() -> session.commit("t")).hasMessage("the transaction 't' was not begun");
        refuses(() -> session.abort("t")).hasMessage("the transaction 't' was not begun");
    }

    @Test
    void framesOfATransactionNeedItBegun() {
        StompFrame ack = frame(StompCommand.ACK, "id", "1", "transaction", "t");
        refuses(() -> session.send(send("transaction", "t"))).hasMessage("the transaction 't' was not begun");
        refuses(() -> session.send(ack));
        session.begin("t");

        assertThat(session.send(ack)).isSameAs(ack);
        session.send(send("transaction", "t"));
        assertThat(session.activeTransactions()).containsExactly("t");
    }

    @Test
    void closingForgetsReceiptsAndTransactions() {
        session.receiptRequested("1");
        session.begin("t");
        session.close(false);

        assertThat(session.pendingReceipts()).isEmpty();
        assertThat(session.activeTransactions()).isEmpty();
        Sessions.connect(session, "1.2");
        session.receiptRequested("1");
        session.begin("t");
    }

    private static StompFrame send(String name, String value) {
        return frame(StompCommand.SEND, "destination", "/queue/x", name, value);
    }

    private static StompFrame receipt(String id) {
        return frame(StompCommand.RECEIPT, "receipt-id", id);
    }
}
