package org.stompest.jms.dialect.artemis;

import jakarta.jms.JMSException;
import java.util.Optional;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompQueue;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.jms.dialect.ManagementChannel;
import org.stompest.jms.dialect.SubscriptionDefinition;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.dialect.filter.FilterTranslation;
import org.stompest.jms.internal.message.PropertyHeaders;
import org.stompest.jms.internal.selector.Selector;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** Apache ActiveMQ Artemis. What is assumed here was seen with version 2.44.0. */
public final class ArtemisDialect implements BrokerDialect {
    private static final Optional<String> DUPLICATE_DETECTION = Optional.of("_AMQ_DUPL_ID");

    /** The dead-letter address of a broker as it is installed. */
    private static final StompDestination DEAD_LETTERS = new StompQueue("DLQ");

    /**
     * A text that takes more than 100 KiB in the broker (two bytes a character, and the headers) becomes a large message there,
     * and a broker without a journal accepts a large text over STOMP and never delivers it. As bytes it is delivered by any.
     */
    private static final int LARGEST_TEXT = 40 * 1024;

    /**
     * The header in which Artemis's own JMS client says who sends. The broker's own {@code no-local} is no use: it knows nothing of
     * what is sent in a transaction, nor of an earlier connection with the same client id.
     */
    private static final Optional<String> ORIGIN = Optional.of("__AMQ_CID");

    private static final String SERVER = "ActiveMQ-Artemis";

    /** Makes the dialect; every instance is as good as another. */
    public ArtemisDialect() {}

    @Override
    public String name() {
        return "artemis";
    }

    @Override
    public boolean speaksTo(String server) {
        return server.startsWith(SERVER);
    }

    @Override
    public void address(StompDestination destination, StompHeaders.Builder send) {
        ArtemisDestinations.address(destination, send);
    }

    @Override
    public String formatDestination(StompDestination destination) {
        return ArtemisDestinations.format(destination);
    }

    @Override
    public StompDestination parseDestination(String text, StompDestination.Kind otherwise) {
        return ArtemisDestinations.parse(text, otherwise);
    }

    @Override
    public boolean omitsContentLengthOfText(int bytes) {
        return bytes <= LARGEST_TEXT;
    }

    @Override
    public boolean isText(StompFrame message) {
        return ArtemisMessages.isText(message);
    }

    @Override
    public boolean ownsHeader(String header) {
        return ArtemisMessages.ownsHeader(header);
    }

    @Override
    public String headerOf(String property) {
        return ArtemisMessages.headerOf(property);
    }

    @Override
    public String propertyOf(String header) {
        return ArtemisMessages.propertyOf(header);
    }

    @Override
    public void delay(long delayMillis, StompHeaders.Builder send) {
        send.add("AMQ_SCHEDULED_DELAY", Long.toString(delayMillis));
    }

    @Override
    public Optional<String> duplicateDetectionHeader() {
        return DUPLICATE_DETECTION;
    }

    @Override
    public StompHeaders subscribe(SubscriptionRequest request) throws JMSException {
        return ArtemisSubscriptions.subscribe(request);
    }

    @Override
    public boolean appliesSelector(SubscriptionRequest request) {
        return ArtemisSubscriptions.appliesSelector(request);
    }

    @Override
    public StompHeaders deleteDurable(String name, Optional<String> clientId) throws JMSException {
        return ArtemisSubscriptions.deleteDurable(name, clientId);
    }

    @Override
    public Optional<SubscriptionRequest> prepareSubscription(
            SubscriptionRequest request, SubscriptionDefinition definition, ManagementChannel management)
            throws JMSException {
        return new ManagedSubscriptions(management).prepare(request, definition);
    }

    @Override
    public boolean deleteSubscription(String name, Optional<String> clientId, ManagementChannel management)
            throws JMSException {
        return new ManagedSubscriptions(management).delete(name, clientId);
    }

    @Override
    public void checkClientId(String clientId, ManagementChannel management) throws JMSException {
        new ManagedSubscriptions(management).checkClientId(clientId);
    }

    @Override
    public Optional<String> originHeader() {
        return ORIGIN;
    }

    @Override
    public String withoutOwn(Optional<String> selector, String origin) {
        return FilterTranslation.withoutOrigin(selector, ORIGIN.get(), origin);
    }

    @Override
    public Optional<StompFrame> removeTemporary(StompDestination destination) {
        return ArtemisDestinations.remove(destination);
    }

    @Override
    public long windowBytes(int prefetch) {
        return ArtemisSubscriptions.windowBytes(prefetch);
    }

    @Override
    public StompDestination deadLetters(StompDestination from) {
        return DEAD_LETTERS;
    }

    @Override
    public void markDeadLetter(StompDestination from, StompHeaders.Builder send) {
        send.add("_AMQ_ORIG_ADDRESS", from.name());
    }

    @Override
    public String translateSelector(String selector, StompDestination destination) throws JMSException {
        return ArtemisSelector.translate(Selector.parse(selector), name -> PropertyHeaders.headerOf(name, this));
    }

    /** The same value as {@code ack}, which comes second where the sender had a header of that name. */
    @Override
    public String acknowledgementId(StompFrame message) {
        return message.header(StompHeaderNames.MESSAGE_ID);
    }

    /** The part of {@code message-id} behind the comma: before it stands the consumer. */
    @Override
    public String stableId(StompFrame message) {
        String id = message.headers().getOrDefault(StompHeaderNames.MESSAGE_ID, "");
        return id.substring(id.indexOf(',') + 1);
    }

    /** Two at most: the broker tells that it delivered a message before, but not how often. */
    @Override
    public int deliveryCount(StompFrame message) {
        return "true".equals(message.header("redelivered")) ? 2 : 1;
    }

    @Override
    public JMSException toException(StompFrame error, String doing) {
        return ArtemisErrors.toException(error, doing);
    }

    @Override
    public boolean meansEnd(StompFrame error) {
        return ArtemisErrors.meansEnd(error);
    }
}
