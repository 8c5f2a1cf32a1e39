package org.stompest.tck.api;

import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSubscriber;
import java.util.List;

/** What sessions make, but messages. The one state: closed. */
final class ProducerTables {
    static final ApiTable PRODUCER = new ApiTable(MessageProducer.class, """
            setDisableMessageID(boolean) | IllegalState |
            getDisableMessageID() | IllegalState |
            setDisableMessageTimestamp(boolean) | IllegalState |
            getDisableMessageTimestamp() | IllegalState |
            setDeliveryMode(int) | IllegalState |
            getDeliveryMode() | IllegalState |
            setPriority(int) | IllegalState |
            getPriority() | IllegalState |
            setTimeToLive(long) | IllegalState |
            getTimeToLive() | IllegalState |
            setDeliveryDelay(long) | IllegalState |
            getDeliveryDelay() | IllegalState |
            getDestination() | IllegalState |
            close() | fine |
            send(Message) | IllegalState | MessageFormat
            send(Message, int, int, long) | IllegalState | MessageFormat
            send(Destination, Message) | IllegalState | InvalidDestination, MessageFormat
            send(Destination, Message, int, int, long) | IllegalState | InvalidDestination, MessageFormat
            send(Message, CompletionListener) | IllegalState | MessageFormat, IllegalArgument
            send(Message, int, int, long, CompletionListener) | IllegalState | MessageFormat, IllegalArgument
            send(Destination, Message, CompletionListener) | IllegalState | InvalidDestination, MessageFormat, IllegalArgument
            send(Destination, Message, int, int, long, CompletionListener) | IllegalState | InvalidDestination, MessageFormat, IllegalArgument
            """);

    static final ApiTable SENDER = new ApiTable(QueueSender.class, """
            getQueue() | IllegalState |
            send(Queue, Message) | IllegalState | InvalidDestination, MessageFormat
            send(Queue, Message, int, int, long) | IllegalState | InvalidDestination, MessageFormat
            """, PRODUCER);

    static final ApiTable PUBLISHER = new ApiTable(TopicPublisher.class, """
            getTopic() | IllegalState |
            publish(Message) | IllegalState | MessageFormat
            publish(Message, int, int, long) | IllegalState | MessageFormat
            publish(Topic, Message) | IllegalState | InvalidDestination, MessageFormat
            publish(Topic, Message, int, int, long) | IllegalState | InvalidDestination, MessageFormat
            """, PRODUCER);

    static final ApiTable CONSUMER = new ApiTable(MessageConsumer.class, """
            getMessageSelector() | IllegalState |
            getMessageListener() | IllegalState |
            setMessageListener(MessageListener) | IllegalState | fine
            receive() | IllegalState |
            receive(long) | IllegalState |
            receiveNoWait() | IllegalState |
            close() | fine |
            """);

    static final ApiTable RECEIVER = new ApiTable(QueueReceiver.class, """
            getQueue() | IllegalState |
            """, CONSUMER);

    static final ApiTable SUBSCRIBER = new ApiTable(TopicSubscriber.class, """
            getTopic() | IllegalState |
            getNoLocal() | IllegalState |
            """, CONSUMER);

    static final ApiTable BROWSER = new ApiTable(QueueBrowser.class, """
            getQueue() | IllegalState |
            getMessageSelector() | IllegalState |
            getEnumeration() | IllegalState |
            close() | fine |
            """);

    private ProducerTables() {}

    static List<ApiTable> all() {
        return List.of(PRODUCER, SENDER, PUBLISHER, CONSUMER, RECEIVER, SUBSCRIBER, BROWSER);
    }
}
