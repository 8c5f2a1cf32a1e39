package org.stompest.jms.fake;

import jakarta.jms.JMSException;
import java.util.Optional;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.dialect.artemis.ArtemisDialect;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * The dialect of a broker that wants every send confirmed, takes acknowledgements into transactions and knows no duplicates;
 * in all else like Artemis.
 */
public final class ConfirmingDialect implements BrokerDialect {
    /** What such a broker says of itself. */
    public static final String SERVER = "Confirming/1.0";

    private final ArtemisDialect artemis = new ArtemisDialect();

    @Override
    public String name() {
        return "confirming";
    }

    @Override
    public boolean speaksTo(String server) {
        return server.equals(SERVER);
    }

    @Override
    public boolean confirmsEverySend() {
        return true;
    }

    @Override
    public boolean isRefusedForNow(StompFrame error) {
        return "not now".equals(error.header("message"));
    }

    @Override
    public boolean acknowledgesInTransactions() {
        return true;
    }

    @Override
    public boolean deliversMoreAfterAbortedAck() {
        return true;
    }

    @Override
    public Optional<String> duplicateDetectionHeader() {
        return Optional.empty();
    }

    @Override
    public void address(StompDestination destination, StompHeaders.Builder send) {
        artemis.address(destination, send);
    }

    @Override
    public String formatDestination(StompDestination destination) {
        return artemis.formatDestination(destination);
    }

    @Override
    public StompDestination parseDestination(String text, StompDestination.Kind otherwise) {
        return artemis.parseDestination(text, otherwise);
    }

    @Override
    public boolean omitsContentLengthOfText(int bytes) {
        return artemis.omitsContentLengthOfText(bytes);
    }

    @Override
    public boolean isText(StompFrame message) {
        return artemis.isText(message);
    }

    @Override
    public boolean ownsHeader(String header) {
        return artemis.ownsHeader(header);
    }

    @Override
    public void delay(long delayMillis, StompHeaders.Builder send) {
        artemis.delay(delayMillis, send);
    }

    @Override
    public StompHeaders subscribe(SubscriptionRequest request) throws JMSException {
        return artemis.subscribe(request);
    }

    @Override
    public StompHeaders deleteDurable(String name, Optional<String> clientId) throws JMSException {
        return artemis.deleteDurable(name, clientId);
    }

    @Override
    public Optional<StompFrame> removeTemporary(StompDestination destination) {
        return artemis.removeTemporary(destination);
    }

    @Override
    public String translateSelector(String selector, StompDestination destination) throws JMSException {
        return artemis.translateSelector(selector, destination);
    }

    @Override
    public String stableId(StompFrame message) {
        return artemis.stableId(message);
    }

    @Override
    public String acknowledgementId(StompFrame message) {
        return artemis.acknowledgementId(message);
    }

    @Override
    public int deliveryCount(StompFrame message) {
        return artemis.deliveryCount(message);
    }

    @Override
    public StompDestination deadLetters(StompDestination from) {
        return artemis.deadLetters(from);
    }

    @Override
    public void markDeadLetter(StompDestination from, StompHeaders.Builder send) {
        artemis.markDeadLetter(from, send);
    }

    @Override
    public JMSException toException(StompFrame error, String doing) {
        return artemis.toException(error, doing);
    }
}
