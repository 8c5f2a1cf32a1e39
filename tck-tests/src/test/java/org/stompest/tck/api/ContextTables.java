package org.stompest.tck.api;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import java.util.List;

/** The simplified API. The one state: closed; for a producer, that its context is. */
final class ContextTables {
    static final ApiTable CONTEXT = new ApiTable(JMSContext.class, """
            createContext(int mode) | IllegalState |
            createProducer() | IllegalState |
            getClientID() | IllegalState |
            setClientID(String name) | IllegalState | InvalidClientID
            getMetaData() | IllegalState |
            getExceptionListener() | IllegalState |
            setExceptionListener(ExceptionListener) | IllegalState | fine
            start() | IllegalState |
            stop() | IllegalState |
            setAutoStart(boolean) | IllegalState |
            getAutoStart() | IllegalState |
            close() | fine |
            createBytesMessage() | IllegalState |
            createMapMessage() | IllegalState |
            createMessage() | IllegalState |
            createObjectMessage() | IllegalState |
            createObjectMessage(Serializable) | IllegalState | fine
            createStreamMessage() | IllegalState |
            createTextMessage() | IllegalState |
            createTextMessage(String text) | IllegalState | fine
            getTransacted() | IllegalState |
            getSessionMode() | IllegalState |
            commit() | IllegalState |
            rollback() | IllegalState |
            recover() | IllegalState |
            createConsumer(Destination) | IllegalState | InvalidDestination
            createConsumer(Destination, String selector) | IllegalState | InvalidDestination, fine
            createConsumer(Destination, String selector, boolean) | IllegalState | InvalidDestination, fine
            createQueue(String name) | IllegalState | InvalidDestination
            createTopic(String name) | IllegalState | InvalidDestination
            createDurableConsumer(Topic, String name) | IllegalState | InvalidDestination, JMS
            createDurableConsumer(Topic, String name, String selector, boolean) | IllegalState | InvalidDestination, JMS, fine
            createSharedDurableConsumer(Topic, String name) | IllegalState | InvalidDestination, JMS
            createSharedDurableConsumer(Topic, String name, String selector) | IllegalState | InvalidDestination, JMS, fine
            createSharedConsumer(Topic, String name) | IllegalState | InvalidDestination, JMS
            createSharedConsumer(Topic, String name, String selector) | IllegalState | InvalidDestination, JMS, fine
            createBrowser(Queue) | IllegalState | InvalidDestination
            createBrowser(Queue, String selector) | IllegalState | InvalidDestination, fine
            createTemporaryQueue() | IllegalState |
            createTemporaryTopic() | IllegalState |
            unsubscribe(String name) | IllegalState | InvalidDestination
            acknowledge() | IllegalState |
            """);

    static final ApiTable CONSUMER = new ApiTable(JMSConsumer.class, """
            getMessageSelector() | IllegalState |
            getMessageListener() | IllegalState |
            setMessageListener(MessageListener) | IllegalState | fine
            receive() | IllegalState |
            receive(long) | IllegalState |
            receiveNoWait() | IllegalState |
            receiveBody(Class) | IllegalState | MessageFormat
            receiveBody(Class, long) | IllegalState | MessageFormat
            receiveBodyNoWait(Class) | IllegalState | MessageFormat
            close() | fine |
            """);

    /** A property without a name is one that is not set; null is no number, and Java's conversions say so in two ways. */
    static final ApiTable PRODUCER = new ApiTable(JMSProducer.class, """
            send(Destination, Message) | IllegalState | InvalidDestination, MessageFormat
            send(Destination, String text) | IllegalState | InvalidDestination, fine
            send(Destination, Map) | IllegalState | InvalidDestination, fine
            send(Destination, byte[]) | IllegalState | InvalidDestination, fine
            send(Destination, Serializable) | IllegalState | InvalidDestination, fine
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
            setAsync(CompletionListener) | IllegalState | fine
            getAsync() | IllegalState |
            setProperty(String property, boolean) | IllegalState | IllegalArgument
            setProperty(String property, byte) | IllegalState | IllegalArgument
            setProperty(String property, short) | IllegalState | IllegalArgument
            setProperty(String property, int) | IllegalState | IllegalArgument
            setProperty(String property, long) | IllegalState | IllegalArgument
            setProperty(String property, float) | IllegalState | IllegalArgument
            setProperty(String property, double) | IllegalState | IllegalArgument
            setProperty(String property, String text) | IllegalState | IllegalArgument, fine
            setProperty(String property, Object) | IllegalState | IllegalArgument, fine
            clearProperties() | IllegalState |
            propertyExists(String property) | IllegalState | fine
            getBooleanProperty(String property) | IllegalState | fine
            getByteProperty(String property) | IllegalState | NumberFormat
            getShortProperty(String property) | IllegalState | NumberFormat
            getIntProperty(String property) | IllegalState | NumberFormat
            getLongProperty(String property) | IllegalState | NumberFormat
            getFloatProperty(String property) | IllegalState | NullPointer
            getDoubleProperty(String property) | IllegalState | NullPointer
            getStringProperty(String property) | IllegalState | fine
            getObjectProperty(String property) | IllegalState | fine
            getPropertyNames() | IllegalState |
            setJMSCorrelationIDAsBytes(byte[]) | IllegalState | fine
            getJMSCorrelationIDAsBytes() | IllegalState |
            setJMSCorrelationID(String text) | IllegalState | fine
            getJMSCorrelationID() | IllegalState |
            setJMSType(String text) | IllegalState | fine
            getJMSType() | IllegalState |
            setJMSReplyTo(Destination reply) | IllegalState | fine
            getJMSReplyTo() | IllegalState |
            """);

    private ContextTables() {}

    static List<ApiTable> all() {
        return List.of(CONTEXT, CONSUMER, PRODUCER);
    }
}
