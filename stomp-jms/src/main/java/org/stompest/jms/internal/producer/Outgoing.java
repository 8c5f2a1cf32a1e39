package org.stompest.jms.internal.producer;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import org.stompest.jms.StompDestination;
import org.stompest.jms.internal.message.JmsMessage;

/**
 * A message that is to be sent.
 *
 * @param message stamped
 * @param original what the application handed in, for the listener
 * @param destination where to
 * @param id what makes the message unique, for duplicate detection
 * @param delayMillis the delivery delay, 0 for none
 * @param listener told of the outcome, or null: then {@code send} tells it
 * @param producer whose send it is
 */
record Outgoing(
        JmsMessage message,
        Message original,
        StompDestination destination,
        String id,
        long delayMillis,
        CompletionListener listener,
        JmsProducer producer) {}
