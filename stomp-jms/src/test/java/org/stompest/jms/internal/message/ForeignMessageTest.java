package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompDestination;

/** Jakarta Messaging 3.1, 3.12: a provider sends the messages of others, too. */
class ForeignMessageTest {
    private static final MessageContext CONTEXT = MessageContext.DEFAULT;

    @Test
    void ourOwnIsNotCopied() throws JMSException {
        JmsMessage own = new JmsTextMessage(CONTEXT);
        assertThat(JmsMessage.of(own, CONTEXT)).isSameAs(own);
    }

    @Test
    void headersOfTheSenderAndPropertiesAreCopied() throws JMSException {
        JmsMessage original = new JmsPlainMessage(CONTEXT);
        original.setJMSCorrelationID("c");
        original.setJMSType("t");
        original.setJMSReplyTo(foreign(Queue.class, "replies"));
        original.setIntProperty("i", 1);
        original.setStringProperty("JMSXGroupID", "g");
        original.setStringProperty("JMSXAppID", "his");
        original.properties().put("a-b", "not judged");
        JmsMessage copy = JmsMessage.of(foreign(Message.class, original), CONTEXT);
        assertThat(copy).isInstanceOf(JmsPlainMessage.class).isNotSameAs(original);
        assertThat(copy.getJMSCorrelationID()).isEqualTo("c");
        assertThat(copy.getJMSType()).isEqualTo("t");
        assertThat(copy.getJMSReplyTo()).isEqualTo(StompDestination.of(StompDestination.Kind.QUEUE, "replies"));
        assertThat(copy.getObjectProperty("i")).isEqualTo(1);
        assertThat(copy.getObjectProperty("JMSXGroupID")).isEqualTo("g");
        assertThat(copy.propertyExists("JMSXAppID")).isFalse();
        assertThat(copy.getStringProperty("a-b")).isEqualTo("not judged");
        copy.setIntProperty("more", 2);
    }

    @Test
    void textIsCopied() throws JMSException {
        JmsTextMessage original = new JmsTextMessage(CONTEXT);
        original.setText("text");
        assertThat(JmsMessage.of(foreign(TextMessage.class, original), CONTEXT).getBody(String.class))
                .isEqualTo("text");
    }

    @Test
    void bytesThatAreStillBeingWrittenAreCopied() throws JMSException {
        JmsBytesMessage original = new JmsBytesMessage(CONTEXT);
        original.writeBytes(new byte[20_000]);
        JmsBytesMessage copy = (JmsBytesMessage) JmsMessage.of(foreign(BytesMessage.class, original), CONTEXT);
        assertThat(copy.body().length()).isEqualTo(20_000);
    }

    @Test
    void mapStreamAndObjectAreCopied() throws JMSException {
        JmsMapMessage map = new JmsMapMessage(CONTEXT);
        map.setChar("c", 'x');
        assertThat(((MapMessage) JmsMessage.of(foreign(MapMessage.class, map), CONTEXT)).getChar("c"))
                .isEqualTo('x');
        JmsStreamMessage stream = new JmsStreamMessage(CONTEXT);
        stream.writeLong(5);
        stream.writeString(null);
        JmsStreamMessage copy = (JmsStreamMessage) JmsMessage.of(foreign(StreamMessage.class, stream), CONTEXT);
        copy.reset();
        assertThat(copy.readLong()).isEqualTo(5);
        assertThat(copy.readString()).isNull();
        JmsObjectMessage object = new JmsObjectMessage(CONTEXT);
        object.setObject(new ArrayList<>(List.of("x")));
        assertThat(JmsMessage.of(foreign(ObjectMessage.class, object), CONTEXT).getBody(Serializable.class))
                .isEqualTo(List.of("x"));
    }

    @Test
    void destinationsKeepTheirKind() throws JMSException {
        assertThat(ForeignMessages.destination(null)).isNull();
        assertThat(ForeignMessages.destination(foreign(TemporaryTopic.class, "t")))
                .isEqualTo(StompDestination.of(StompDestination.Kind.TEMPORARY_TOPIC, "t"));
        assertThatThrownBy(() -> ForeignMessages.destination(new Destination() {}))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> ForeignMessages.destination(foreign(Queue.class, (Object) null)))
                .isInstanceOf(InvalidDestinationException.class);
    }

    /** A message or destination of another provider: same behaviour, another class. A name is what each getter returns. */
    private static <T> T foreign(Class<T> type, Object behaviour) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!(behaviour instanceof Message)) {
                        return behaviour;
                    }
                    try {
                        return method.invoke(behaviour, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void aCorrelationIdThatIsTextAndBytesStaysBoth() throws JMSException {
        JmsMessage copy = JmsMessage.of(correlated("ID:BINARY:00ff", new byte[] {0, -1}), CONTEXT);
        assertThat(copy.getJMSCorrelationID()).isEqualTo("ID:BINARY:00ff");
        assertThat(copy.getJMSCorrelationIDAsBytes()).containsExactly(0, -1);
        JmsMessage received = Wire.roundTrip(copy);
        assertThat(received.getJMSCorrelationID()).isEqualTo("ID:BINARY:00ff");
        assertThat(received.getJMSCorrelationIDAsBytes()).containsExactly(0, -1);
    }

    @Test
    void aCorrelationIdOfWhoHasNoBytesIsText() throws JMSException {
        for (Exception none :
                List.of(new UnsupportedOperationException(), new JMSException("no bytes"), new RuntimeException())) {
            Message foreign = correlated("text", none);
            if (none.getClass() == RuntimeException.class) {
                assertThatThrownBy(() -> JmsMessage.of(foreign, CONTEXT)).isSameAs(none);
            } else {
                assertThat(JmsMessage.of(foreign, CONTEXT).getJMSCorrelationID())
                        .isEqualTo("text");
            }
        }
        assertThat(JmsMessage.of(correlated(null, null), CONTEXT).getJMSCorrelationIDAsBytes())
                .isNull();
        assertThat(JmsMessage.of(correlated(null, new byte[] {'x'}), CONTEXT).getJMSCorrelationID())
                .isEqualTo("x");
    }

    private static Message correlated(String text, Object bytes) {
        JmsMessage rest = new JmsPlainMessage(CONTEXT);
        return (Message) Proxy.newProxyInstance(
                Message.class.getClassLoader(), new Class<?>[] {Message.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getJMSCorrelationID" -> {
                            return text;
                        }
                        case "getJMSCorrelationIDAsBytes" -> {
                            if (bytes instanceof Exception failure) {
                                throw failure;
                            }
                            return bytes;
                        }
                        default -> {
                            return method.invoke(rest, arguments);
                        }
                    }
                });
    }
}
