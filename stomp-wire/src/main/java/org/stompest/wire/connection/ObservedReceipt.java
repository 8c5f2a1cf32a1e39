package org.stompest.wire.connection;

import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.observe.Observation;
import org.stompest.wire.observe.Span;

/** Records how long a receipt takes. */
record ObservedReceipt(Span span, ReceiptHandler handler) implements ReceiptHandler {
    static ObservedReceipt of(BrokerAddress broker, StompCommand command, ReceiptHandler handler) {
        return new ObservedReceipt(Observation.receiptWait(broker.toString(), command.name()), handler);
    }

    @Override
    public void onReceipt() {
        span.finish("received");
        handler.onReceipt();
    }

    @Override
    public void onRefused(StompProtocolException refusal) {
        span.finish("refused");
        handler.onRefused(refusal);
    }

    @Override
    public void onLost(StompConnectionException why) {
        span.finish("lost");
        handler.onLost(why);
    }
}
