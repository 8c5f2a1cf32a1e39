package org.stompest.jms.dialect;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.Optional;
import java.util.function.Predicate;
import org.stompest.jms.StompDestination;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * All that depends on the broker: how destinations, headers, subscriptions and selectors are written for it, and what its
 * acknowledgements and transactions mean. The rest of the provider is the same for every broker.
 *
 * <p>A dialect is stateless: one instance serves all connections, from any thread, unless it makes one for each ({@link
 * #forConnection}). Where a broker cannot give what JMS
 * asks for, a dialect throws a {@link JMSException} that says so, rather than giving less in silence.
 */
public interface BrokerDialect {
    /** {@return the name by which {@code jms.dialect} chooses it, lower case} */
    String name();

    /**
     * Recognises its broker.
     *
     * @param server the header {@code server} of CONNECTED, empty if there was none
     * @return whether this dialect speaks to that broker
     */
    boolean speaksTo(String server);

    /**
     * Makes the dialect of one connection, where temporary destinations of its own are written in another way than those of
     * others.
     *
     * @param ownTemporary tells the temporary destinations of that connection; from any thread
     * @return this, where it makes no difference
     */
    default BrokerDialect forConnection(Predicate<StompDestination> ownTemporary) {
        return this;
    }

    // ---- destinations

    /**
     * Adds to a SEND where it goes.
     *
     * @param destination where to
     * @param send gets {@code destination} and what the broker wants beside it
     */
    void address(StompDestination destination, StompHeaders.Builder send);

    /**
     * Writes a destination into one word, for the header {@code reply-to}.
     *
     * @param destination not null
     * @return such as {@link #parseDestination} reads
     */
    String formatDestination(StompDestination destination);

    /**
     * Reads a destination from the header {@code destination} or {@code reply-to} of a MESSAGE.
     *
     * @param text the header's value
     * @param otherwise the kind where the text does not tell it
     * @return the destination
     */
    StompDestination parseDestination(String text, StompDestination.Kind otherwise);

    /**
     * Tells how the names of temporary destinations are learned, where the broker gives them.
     *
     * @return empty where any unique name will do
     */
    default Optional<TemporaryNaming> temporaryNaming() {
        return Optional.empty();
    }

    /**
     * Refuses a name that the broker cannot have for a destination, or would take for another one's. Called before a destination
     * is used.
     *
     * @param destination of any kind
     * @throws InvalidDestinationException if messages sent there would not come back as sent there
     */
    default void checkName(StompDestination destination) throws InvalidDestinationException {}

    // ---- messages

    /**
     * Tells whether a text is sent without {@code content-length}, because the broker takes a body with one for bytes.
     *
     * @param bytes how long the text is in UTF-8
     * @return whether to omit it for bodies of text (that hold no NUL)
     */
    boolean omitsContentLengthOfText(int bytes);

    /**
     * Tells what the body of a message is that another client sent, where nothing of this provider's says it.
     *
     * @param message a MESSAGE
     * @return whether it is text rather than bytes
     */
    boolean isText(StompFrame message);

    /**
     * Tells whether a header of SEND or MESSAGE means something to the broker and is no property of the message. What STOMP
     * and this provider own need not be told.
     *
     * @param header the header's name
     * @return whether applications must not see it among the property names
     */
    boolean ownsHeader(String header);

    /**
     * Finds the header in which a property travels, where the broker has a name of its own for it.
     *
     * @param property the property's name
     * @return the header's name in SEND and MESSAGE: nearly always the same
     */
    default String headerOf(String property) {
        return property;
    }

    /**
     * Reverses {@link #headerOf}.
     *
     * @param header the name of a header of MESSAGE
     * @return the name of the property that travels in it: nearly always the same
     */
    default String propertyOf(String header) {
        return header;
    }

    /**
     * Asks for a delivery later than now.
     *
     * @param delayMillis milliseconds, more than 0
     * @param send gets the header
     * @throws JMSException if the broker has no delayed delivery
     */
    void delay(long delayMillis, StompHeaders.Builder send) throws JMSException;

    /**
     * Tells how to find out whether the broker delays at all; needs {@link #temporaryNaming} as well.
     *
     * @return empty where every broker does
     */
    default Optional<DelayProbe> delayProbe() {
        return Optional.empty();
    }

    /**
     * Makes the headers of a SEND such as the broker takes them, and adds what it wants to see of a message beside those that the
     * provider reads.
     *
     * @param send has all other headers already; used up
     * @return all headers
     * @throws JMSException if the broker does not take such a message
     */
    default StompHeaders complete(StompHeaders.Builder send) throws JMSException {
        return send.build();
    }

    /**
     * Undoes what {@link #complete} did, as far as the provider would mind it.
     *
     * @param message a MESSAGE as it came
     * @return the same, or one with other headers
     */
    default StompFrame restore(StompFrame message) {
        return message;
    }

    /** {@return the header of SEND by whose value the broker knows a repetition and drops it, if it has such a thing} */
    Optional<String> duplicateDetectionHeader();

    // ---- confirmation

    /**
     * Tells whether every SEND has to ask for a receipt, because without one the broker holds a sender back by no longer
     * reading from its connection, the acknowledgements that would make room included. Receipts are then waited for where JMS
     * waits, before a COMMIT, and where too many are outstanding.
     *
     * @return whether each SEND carries {@code receipt}
     */
    default boolean confirmsEverySend() {
        return false;
    }

    /**
     * Tells whether an ERROR only says that the broker is about to close the connection, although it names a frame: that one is
     * then repeated on the next connection, if it may be.
     *
     * @param error an ERROR frame
     * @return whether it says nothing about the frame it names
     */
    default boolean meansEnd(StompFrame error) {
        return false;
    }

    /**
     * Tells whether a SEND in a transaction was refused only because it had to wait, as for room: then the transaction is aborted
     * and played again, until {@code jms.sendTimeout}.
     *
     * @param error the ERROR frame that names the SEND
     * @return whether the same SEND may succeed now
     */
    default boolean isRefusedForNow(StompFrame error) {
        return false;
    }

    /**
     * Tells whether an ACK may be part of a transaction: it counts with COMMIT, and after ABORT the message can still be
     * acknowledged. If not, a commit sends its acknowledgements behind COMMIT.
     *
     * @return whether ACK and COMMIT are sent together, ACK with the header {@code transaction}
     */
    default boolean acknowledgesInTransactions() {
        return false;
    }

    /**
     * Tells whether an ACK of a subscription in mode {@code client}, in a transaction that is then aborted, has the broker
     * deliver beyond its prefetch without acknowledging anything. By that a session goes on receiving where the application
     * holds more than the prefetch. If not, such a session gets nothing more.
     *
     * @return whether BEGIN, ACK, ABORT open the window
     */
    default boolean deliversMoreAfterAbortedAck() {
        return false;
    }

    // ---- subscriptions

    /**
     * Writes a SUBSCRIBE.
     *
     * @param request what is wanted
     * @return all headers but {@code id} and {@code receipt}
     * @throws JMSException if the broker has nothing like it
     */
    StompHeaders subscribe(SubscriptionRequest request) throws JMSException;

    /**
     * Tells whether the broker applies the selector of a subscription. If not, the client does: it acknowledges what does not
     * match, which is right for topics; for queues a dialect refuses instead, in {@link #translateSelector}.
     *
     * @param request what is wanted, with a selector
     * @return whether the broker filters
     */
    default boolean appliesSelector(SubscriptionRequest request) {
        return true;
    }

    /**
     * Tells whether the broker leaves out the messages of the same connection. If not, the client does.
     *
     * @param request what is wanted, with {@code noLocal}
     * @return whether the broker leaves them out
     */
    default boolean appliesNoLocal(SubscriptionRequest request) {
        return true;
    }

    /**
     * Writes a SUBSCRIBE that only shows a queue, if the broker has such a thing: what it delivers is neither acknowledged nor
     * kept from anybody, and {@link #endsBrowsing} tells when it was all.
     *
     * @param queue what is looked at
     * @param selector as {@link #translateSelector} gave it, if there is one
     * @return all headers but {@code id} and {@code receipt}; empty if the broker has no browser, and then an ordinary
     *     subscription gives everything back
     */
    default Optional<StompHeaders> browse(StompDestination queue, Optional<String> selector) {
        return Optional.empty();
    }

    /**
     * Recognises the end of what {@link #browse} shows.
     *
     * @param message a MESSAGE of such a subscription
     * @return whether it is no message of the queue, but says that there are no more
     */
    default boolean endsBrowsing(StompFrame message) {
        return false;
    }

    /**
     * Writes the UNSUBSCRIBE that deletes a durable subscription.
     *
     * @param name the subscription's name
     * @param clientId the connection's client id, if it has one
     * @return all headers but {@code id} and {@code receipt}
     * @throws JMSException if the broker has nothing like it
     */
    StompHeaders deleteDurable(String name, Optional<String> clientId) throws JMSException;

    /**
     * Sees to it, by the broker's management, that a durable or shared subscription exists as it is asked for (JMS 3.1, 8.3.2 to
     * 8.3.4): makes it, replaces one that has another definition and no consumer, and refuses what JMS forbids. Called before
     * each consumer of such a subscription subscribes.
     *
     * @param request what is wanted, with the selector that the broker is to apply, {@link #withoutOwn} included
     * @param definition the same as the application said it: by this the broker's subscription is the same or another
     * @param management where to ask
     * @return what to subscribe to, nearly always {@code request}; empty if nothing was done: then the caller notices a change
     *     only of what it made itself
     * @throws JMSException if the subscription is in use with another definition, or is none of the kind that is wanted, or
     *     cannot be had without the management
     */
    default Optional<SubscriptionRequest> prepareSubscription(
            SubscriptionRequest request, SubscriptionDefinition definition, ManagementChannel management)
            throws JMSException {
        return Optional.empty();
    }

    /**
     * Deletes a durable subscription by the broker's management.
     *
     * @param name its name
     * @param clientId the connection's client id, if it has one
     * @param management where to ask
     * @return whether that was done; if not, the caller uses {@link #deleteDurable}
     * @throws JMSException if there is none of that name ({@link jakarta.jms.InvalidDestinationException}), or it has consumers
     *     ({@link jakarta.jms.IllegalStateException})
     */
    default boolean deleteSubscription(String name, Optional<String> clientId, ManagementChannel management)
            throws JMSException {
        return false;
    }

    /**
     * Checks that no other connection has the same client id, where the broker does not check it when it is connected to.
     *
     * @param clientId of the connection that asks
     * @param management where to ask
     * @throws JMSException {@link jakarta.jms.InvalidClientIDException} if another one has it
     */
    default void checkClientId(String clientId, ManagementChannel management) throws JMSException {}

    /**
     * Names the header of SEND that says which connection or client sends, by which {@link #withoutOwn} tells own messages from
     * others.
     *
     * @return the header, or empty if {@code noLocal} is done another way
     */
    default Optional<String> originHeader() {
        return Optional.empty();
    }

    /**
     * Writes the selector of a subscription with {@code noLocal}, where there is an {@link #originHeader}.
     *
     * @param selector of {@link #translateSelector}, or empty
     * @param origin what that header says in messages that are to be left out
     * @return the selector that leaves them out too
     * @throws JMSException if there is no such selector
     */
    default String withoutOwn(Optional<String> selector, String origin) throws JMSException {
        throw new JMSException("the dialect " + name() + " has no selector for noLocal");
    }

    /**
     * Writes the frame that removes a temporary destination from the broker, if one is needed; not asked for at the end of a
     * connection whose temporary destinations the broker has named, as they end with it.
     *
     * @param destination a temporary destination
     * @return the frame without {@code receipt}, or empty if the broker removes it by itself
     */
    Optional<StompFrame> removeTemporary(StompDestination destination);

    /**
     * Translates a selector, which was parsed and is correct.
     *
     * @param selector as the application wrote it
     * @param destination what is subscribed to
     * @return the value of the header {@code selector}
     * @throws JMSException if the broker cannot evaluate it: then the client does for subscriptions to topics that have no
     *     name, where what does not match is nobody's, and refuses it elsewhere
     */
    String translateSelector(String selector, StompDestination destination) throws JMSException;

    // ---- deliveries

    /**
     * Finds what stays the same when a message is delivered again.
     *
     * @param message a MESSAGE
     * @return an id that is unique within its subscription
     */
    String stableId(StompFrame message);

    /**
     * Finds what an ACK of STOMP 1.2 names: the header {@code ack}, where the sender of a message cannot have set one.
     *
     * @param message a MESSAGE
     * @return the value of the header {@code id} of the ACK
     */
    default String acknowledgementId(StompFrame message) {
        return message.header(StompHeaderNames.ACK);
    }

    /**
     * Tells what the broker knows of earlier deliveries.
     *
     * @param message a MESSAGE
     * @return how often it was delivered, this delivery included, as far as known: 1 or more
     */
    int deliveryCount(StompFrame message);

    /**
     * Tells how many bytes of unacknowledged messages stop the broker from delivering more to a subscription, where it counts
     * bytes and cannot be told to go on.
     *
     * @param prefetch as in {@link SubscriptionRequest#prefetch()}
     * @return bytes, headers included; the greatest number where there is no such limit
     */
    default long windowBytes(int prefetch) {
        return Long.MAX_VALUE;
    }

    /**
     * Tells whether the broker marks as redelivered also what a subscription gave back that it had only prefetched. It always
     * may when a connection was lost; here is asked for those that end in order.
     *
     * @return whether the client has to remember which of those nobody has seen
     */
    default boolean marksWhatWasPrefetched() {
        return false;
    }

    /**
     * Tells where the broker keeps dead letters, for those that the client makes by its redelivery policy.
     *
     * @param from where the message was consumed
     * @return where a copy goes before the message is acknowledged
     * @throws JMSException if the broker has nothing like it
     */
    StompDestination deadLetters(StompDestination from) throws JMSException;

    /**
     * Adds to such a copy where it comes from, under the names that the broker uses itself.
     *
     * @param from where the message was consumed
     * @param send gets the headers
     */
    void markDeadLetter(StompDestination from, StompHeaders.Builder send);

    // ---- errors

    /**
     * Tells whether CONNECT was refused because of the client id.
     *
     * @param error the ERROR frame that answered CONNECT
     * @return whether it was because another connection has the client id
     */
    default boolean meansClientIdInUse(StompFrame error) {
        return false;
    }

    /**
     * Turns an ERROR into what JMS wants thrown.
     *
     * @param error the ERROR frame
     * @param doing what was asked for, to begin the text with: "cannot subscribe to queue://x"
     * @return the exception, of the right subclass, with a code of the broker where it gave one
     */
    JMSException toException(StompFrame error, String doing);
}
