package org.stompest.wire.client;

import java.time.Duration;
import java.util.Objects;

/**
 * What an {@link AsyncStompClient} does with the messages of a subscription besides handling them. Immutable.
 *
 * <p>Of a message that could not be handled it is the error handler that takes care, or it is sent to the error
 * destination; with neither (both are not allowed) the client takes leave in good order, and {@link AsyncStompClient#disconnected()} tells the
 * failure.
 *
 * @param acknowledge whether a message is acknowledged after it was handled, unless its handler has done that, or the
 *     subscription needs none ({@code ack:auto})
 * @param errorDestination where messages that could not be handled are sent, and then acknowledged; null for nowhere. They go
 *     with their headers, but for those that belong to one delivery, with {@code persistent:true} and, in the header {@code
 *     message-failed}, the failure
 * @param errorHandler takes care of messages that could not be handled; or null
 * @param handlerTimeout how long the stage of a handler may take, from the moment it was returned, until the message counts as
 *     one that could not be handled; zero is for ever
 */
public record SubscribeOptions(
        boolean acknowledge, String errorDestination, ErrorHandler errorHandler, Duration handlerTimeout) {
    /** Acknowledges what was handled; a failure ends the client; handlers may take for ever. */
    public static final SubscribeOptions DEFAULT = new SubscribeOptions(true, null, null, Duration.ZERO);

    /**
     * Checks the ranges, and that one at most takes care of failures.
     *
     * @param acknowledge as of the record
     * @param errorDestination as of the record
     * @param errorHandler as of the record
     * @param handlerTimeout as of the record
     */
    public SubscribeOptions {
        Objects.requireNonNull(handlerTimeout, "handlerTimeout");
        if (errorDestination != null && errorHandler != null) {
            throw new IllegalArgumentException("errorDestination is " + errorDestination
                    + " and there is an errorHandler: only one of them can take care of a message");
        }
        if (handlerTimeout.isNegative()) {
            throw new IllegalArgumentException("handlerTimeout is " + handlerTimeout + ", must not be negative");
        }
    }

    /**
     * Sets whether messages are acknowledged after they were handled.
     *
     * @param value false if handlers do it themselves
     * @return a copy with that value
     */
    public SubscribeOptions withAcknowledge(boolean value) {
        return new SubscribeOptions(value, errorDestination, errorHandler, handlerTimeout);
    }

    /**
     * Sets where messages are sent that could not be handled.
     *
     * @param value a destination, or null
     * @return a copy with that value
     */
    public SubscribeOptions withErrorDestination(String value) {
        return new SubscribeOptions(acknowledge, value, errorHandler, handlerTimeout);
    }

    /**
     * Sets who takes care of messages that could not be handled.
     *
     * @param value the handler, or null
     * @return a copy with that value
     */
    public SubscribeOptions withErrorHandler(ErrorHandler value) {
        return new SubscribeOptions(acknowledge, errorDestination, value, handlerTimeout);
    }

    /**
     * Sets how long the stage of a handler may take.
     *
     * @param value zero for ever
     * @return a copy with that value
     */
    public SubscribeOptions withHandlerTimeout(Duration value) {
        return new SubscribeOptions(acknowledge, errorDestination, errorHandler, value);
    }
}
