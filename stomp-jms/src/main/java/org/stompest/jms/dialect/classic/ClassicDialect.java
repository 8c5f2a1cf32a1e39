package org.stompest.jms.dialect.classic;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.Optional;
import java.util.function.Predicate;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompQueue;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.jms.dialect.DelayProbe;
import org.stompest.jms.dialect.ManagementChannel;
import org.stompest.jms.dialect.SubscriptionDefinition;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.dialect.TemporaryNaming;
import org.stompest.jms.dialect.filter.FilterTranslation;
import org.stompest.jms.internal.message.HeaderNames;
import org.stompest.jms.internal.message.PropertyHeaders;
import org.stompest.jms.internal.selector.Selector;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/** Apache ActiveMQ Classic. What is assumed here was seen with version 6.3.1. */
public final class ClassicDialect implements BrokerDialect {
    /** The dead-letter queue of a broker as it is installed. */
    private static final StompDestination DEAD_LETTERS = new StompQueue("ActiveMQ.DLQ");

    private static final String SERVER = "ActiveMQ/";

    private static final TemporaryNaming TEMPORARIES = new ClassicTemporaries();
    private static final DelayProbe DELAY = new ClassicDelay();

    private final Predicate<StompDestination> ownTemporary;

    /** Makes the dialect of connections without temporary destinations of their own. */
    public ClassicDialect() {
        this(destination -> false);
    }

    private ClassicDialect(Predicate<StompDestination> ownTemporary) {
        this.ownTemporary = ownTemporary;
    }

    @Override
    public String name() {
        return "classic";
    }

    @Override
    public boolean speaksTo(String server) {
        return server.startsWith(SERVER);
    }

    @Override
    public BrokerDialect forConnection(Predicate<StompDestination> own) {
        return new ClassicDialect(own);
    }

    @Override
    public void address(StompDestination destination, StompHeaders.Builder send) {
        send.add(StompHeaderNames.DESTINATION, formatDestination(destination));
    }

    @Override
    public String formatDestination(StompDestination destination) {
        return ownTemporary.test(destination)
                ? ClassicDestinations.formatOwn(destination)
                : ClassicDestinations.format(destination);
    }

    @Override
    public Optional<TemporaryNaming> temporaryNaming() {
        return Optional.of(TEMPORARIES);
    }

    @Override
    public StompDestination parseDestination(String text, StompDestination.Kind otherwise) {
        return ClassicDestinations.parse(text, otherwise);
    }

    @Override
    public void checkName(StompDestination destination) throws InvalidDestinationException {
        ClassicDestinations.checkName(destination);
    }

    @Override
    public boolean omitsContentLengthOfText(int bytes) {
        return true;
    }

    @Override
    public boolean isText(StompFrame message) {
        return ClassicMessages.isText(message);
    }

    @Override
    public boolean ownsHeader(String header) {
        return ClassicMessages.ownsHeader(header);
    }

    @Override
    public StompHeaders complete(StompHeaders.Builder send) throws JMSException {
        return ClassicMessages.complete(send);
    }

    @Override
    public StompFrame restore(StompFrame message) {
        return ClassicDelay.restoreExpiration(LongHeaders.join(message));
    }

    @Override
    public void delay(long delayMillis, StompHeaders.Builder send) {
        send.add(ClassicDelay.DELAY, Long.toString(delayMillis));
    }

    @Override
    public Optional<DelayProbe> delayProbe() {
        return Optional.of(DELAY);
    }

    /** The broker itself replaces a durable subscription that is asked for with another topic or selector. */
    @Override
    public Optional<SubscriptionRequest> prepareSubscription(
            SubscriptionRequest request, SubscriptionDefinition definition, ManagementChannel management) {
        return Optional.of(request);
    }

    /** None: the broker gives every message an id of its own. */
    @Override
    public Optional<String> duplicateDetectionHeader() {
        return Optional.empty();
    }

    /** Its flow control would freeze a connection that consumes and produces: a send with a receipt is only answered late. */
    @Override
    public boolean confirmsEverySend() {
        return true;
    }

    @Override
    public boolean isRefusedForNow(StompFrame error) {
        return ClassicErrors.isFull(error);
    }

    /** The broker notes ACKs of a transaction for its COMMIT, those of the whole connection together. */
    @Override
    public boolean acknowledgesInTransactions() {
        return true;
    }

    /** In a transaction an ACK first says "delivered", which widens the prefetch, and an ABORT does not narrow it. */
    @Override
    public boolean deliversMoreAfterAbortedAck() {
        return true;
    }

    @Override
    public StompHeaders subscribe(SubscriptionRequest request) throws JMSException {
        return ClassicSubscriptions.subscribe(request, formatDestination(request.destination()));
    }

    /** The queue behind a shared subscription keeps what nobody takes, so that the selector is the client's. */
    @Override
    public boolean appliesSelector(SubscriptionRequest request) {
        return !request.shared();
    }

    @Override
    public Optional<StompHeaders> browse(StompDestination queue, Optional<String> selector) {
        return Optional.of(ClassicSubscriptions.browse(queue, selector));
    }

    @Override
    public boolean endsBrowsing(StompFrame message) {
        return "end".equals(message.header(ClassicSubscriptions.BROWSER));
    }

    @Override
    public StompHeaders deleteDurable(String name, Optional<String> clientId) throws JMSException {
        return ClassicSubscriptions.deleteDurable(name, clientId);
    }

    /**
     * Over STOMP a temporary destination ends with its connection and not before. Until then, a subscription that nobody listens
     * to takes what is sent there.
     */
    @Override
    public Optional<StompFrame> removeTemporary(StompDestination destination) {
        StompHeaders.Builder headers = TEMPORARIES.subscribe(destination).toBuilder();
        headers.add(StompHeaderNames.ID, "removed-" + destination.name());
        return Optional.of(StompFrame.of(StompCommand.SUBSCRIBE, headers.build()));
    }

    @Override
    public String translateSelector(String selector, StompDestination destination) throws JMSException {
        return ClassicSelector.translate(Selector.parse(selector), name -> PropertyHeaders.headerOf(name, this));
    }

    /** The broker's own {@code noLocal} knows nothing of earlier connections with the same client id. */
    @Override
    public Optional<String> originHeader() {
        return Optional.of(HeaderNames.ORIGIN);
    }

    @Override
    public String withoutOwn(Optional<String> selector, String origin) {
        return FilterTranslation.withoutOrigin(selector, HeaderNames.ORIGIN, origin);
    }

    @Override
    public String stableId(StompFrame message) {
        return message.headers().getOrDefault(StompHeaderNames.MESSAGE_ID, "");
    }

    /** Two at most: the broker tells that it delivered a message before, but not how often. */
    @Override
    public int deliveryCount(StompFrame message) {
        return "true".equals(message.header("redelivered")) ? 2 : 1;
    }

    /** Measured: all that a subscription gave back is marked, seen or not. */
    @Override
    public boolean marksWhatWasPrefetched() {
        return true;
    }

    @Override
    public StompDestination deadLetters(StompDestination from) {
        return DEAD_LETTERS;
    }

    @Override
    public void markDeadLetter(StompDestination from, StompHeaders.Builder send) {
        send.add("dlqDeliveryFailureCause", "redelivered too often, consumed from " + from);
    }

    @Override
    public boolean meansClientIdInUse(StompFrame error) {
        return ClassicErrors.isOfClass("InvalidClientIDException", error);
    }

    @Override
    public JMSException toException(StompFrame error, String doing) {
        return ClassicErrors.toException(error, doing);
    }
}
