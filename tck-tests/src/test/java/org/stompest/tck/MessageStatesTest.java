package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** What may be read and written of a message that is new, sent, received, cleared or reset: sections 3.5, 3.9, 3.10, 3.11. */
@Section({"3.11.1", "3.11.2"})
class MessageStatesTest extends JmsTest {
    private static Map<String, BodyKind.Action<Message>> settersOfProperties() {
        BodyKind.Actions<Message> actions = new BodyKind.Actions<>(Message.class);
        actions.add("setBooleanProperty", m -> m.setBooleanProperty("p", true));
        actions.add("setByteProperty", m -> m.setByteProperty("p", (byte) 1));
        actions.add("setShortProperty", m -> m.setShortProperty("p", (short) 1));
        actions.add("setIntProperty", m -> m.setIntProperty("p", 1));
        actions.add("setLongProperty", m -> m.setLongProperty("p", 1));
        actions.add("setFloatProperty", m -> m.setFloatProperty("p", 1));
        actions.add("setDoubleProperty", m -> m.setDoubleProperty("p", 1));
        actions.add("setStringProperty", m -> m.setStringProperty("p", "x"));
        actions.add("setObjectProperty", m -> m.setObjectProperty("p", 1));
        return actions.all;
    }

    private Message received(Session session, Message message) throws JMSException {
        Queue queue = session.createQueue(name());
        session.createProducer(queue).send(message);
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            return receive(consumer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewBodyIsWrittenAndAReceivedOneOnlyReadUntilItIsCleared(BodyKind kind) throws Exception {
        Session session = connect().createSession();
        Message message = kind.make(session);
        kind.assertWritable(message);
        message.setStringProperty("kept", "x");

        Message received = received(session, message);

        kind.assertReadOnly(received);
        kind.reset(received);
        kind.assertReadOnly(received);
        received.clearBody();
        assertThat(received.getStringProperty("kept")).isEqualTo("x");
        assertThat(received.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(kind == BodyKind.STREAM ? null : received.getBody(Object.class))
                .isNull();
        kind.assertWritable(received);
    }

    @ParameterizedTest
    @EnumSource
    @Section({"3.9", "3.11.1"})
    void aSentMessageCanBeChangedAndSentAgainAndWhatWasSentStays(BodyKind kind) throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        Message message = kind.make(session);
        session.createProducer(queue).send(message); // with an empty body
        kind.assertWritable(message);
        message.setIntProperty("again", 1);
        session.createProducer(queue).send(message);
        message.clearBody();
        message.clearProperties();

        MessageConsumer consumer = session.createConsumer(queue);
        Message first = receive(consumer);
        assertThat(kind == BodyKind.STREAM ? null : first.getBody(Object.class)).isNull();
        assertThat(first.propertyExists("again")).isFalse();
        Message second = receive(consumer);
        assertThat(second.isBodyAssignableTo(Integer.class)).isFalse();
        assertThat(second.getIntProperty("again")).isEqualTo(1);
        assertThat(second.getJMSMessageID()).isNotEqualTo(first.getJMSMessageID());
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTES", "STREAM"})
    void aResetMakesABodyReadableForGoodAndClearBodyWritable(BodyKind kind) throws Exception {
        Session session = connect().createSession();
        Message message = kind.make(session);
        kind.assertWritable(message);
        kind.reset(message);
        kind.assertReadOnly(message);
        kind.reads().get("readBoolean").on(message);
        kind.reset(message);
        kind.reads().get("readBoolean").on(message);
        message.clearBody();
        kind.assertWritable(message);
    }

    @Test
    @Section({"3.5.3", "3.5.7"})
    void receivedPropertiesAreReadOnlyUntilTheyAreCleared() throws Exception {
        Session session = connect().createSession();
        TextMessage message = session.createTextMessage("body");
        message.setStringProperty("p", "x");
        Message received = received(session, message);

        settersOfProperties()
                .forEach((name, set) -> assertThatThrownBy(() -> set.on(received))
                        .as(name)
                        .isInstanceOf(MessageNotWriteableException.class));
        received.clearBody();
        assertThatThrownBy(() -> received.setIntProperty("p", 1))
                .as("after clearBody")
                .isInstanceOf(MessageNotWriteableException.class);
        received.clearProperties();
        assertThat(list(received.getPropertyNames())).isEmpty();
        for (BodyKind.Action<Message> set : settersOfProperties().values()) {
            set.on(received);
        }
        assertThat(received.getObjectProperty("p")).isEqualTo(1);
    }

    @Test
    @Section("3.10")
    void theHeadersOfAReceivedMessageCanBeSet() throws Exception {
        Session session = connect().createSession();
        Message received = received(session, session.createMessage());
        received.setJMSMessageID("ID:x");
        received.setJMSTimestamp(1);
        received.setJMSCorrelationID("c");
        received.setJMSReplyTo(session.createQueue("r"));
        received.setJMSDestination(session.createTopic("d"));
        received.setJMSDeliveryMode(1);
        received.setJMSRedelivered(true);
        received.setJMSType("t");
        received.setJMSExpiration(2);
        received.setJMSDeliveryTime(3);
        received.setJMSPriority(9);

        assertThat(received.getJMSMessageID()).isEqualTo("ID:x");
        assertThat(received.getJMSTimestamp()).isEqualTo(1);
        assertThat(received.getJMSCorrelationID()).isEqualTo("c");
        assertThat(received.getJMSReplyTo()).isEqualTo(session.createQueue("r"));
        assertThat(received.getJMSDestination()).isEqualTo(session.createTopic("d"));
        assertThat(received.getJMSDeliveryMode()).isEqualTo(1);
        assertThat(received.getJMSRedelivered()).isTrue();
        assertThat(received.getJMSType()).isEqualTo("t");
        assertThat(received.getJMSExpiration()).isEqualTo(2);
        assertThat(received.getJMSDeliveryTime()).isEqualTo(3);
        assertThat(received.getJMSPriority()).isEqualTo(9);
        received.setJMSCorrelationIDAsBytes(new byte[] {1, 2});
        assertThat(received.getJMSCorrelationIDAsBytes()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.10")
    void aRedeliveredMessageIsTheOriginalWhateverWasDoneToItBefore(BodyKind kind) throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        Message message = kind.make(session);
        kind.assertWritable(message);
        message.setStringProperty("p", "original");
        message.setJMSType("original");
        session.createProducer(queue).send(message);
        MessageConsumer consumer = session.createConsumer(queue);
        Message first = receive(consumer);
        first.clearBody();
        first.clearProperties();
        first.setStringProperty("p", "changed");
        first.setJMSType("changed");
        first.setJMSPriority(9);
        session.recover();

        Message again = receive(consumer);
        kind.assertReadOnly(again);
        assertThat(again.isBodyAssignableTo(Integer.class)).isFalse();
        assertThat(again.getStringProperty("p")).isEqualTo("original");
        assertThat(again.getJMSType()).isEqualTo("original");
        assertThat(again.getJMSPriority()).isEqualTo(4);
        assertThat(again.getJMSRedelivered()).isTrue();
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        again.acknowledge();
    }

    @Test
    @Section("7.3")
    void aCompletionListenerReadsABytesMessageWithoutAReset() throws Exception {
        Session session = connect().createSession();
        BytesMessage message = session.createBytesMessage();
        message.writeInt(42);
        CompletableFuture<Integer> read = new CompletableFuture<>();
        session.createProducer(session.createQueue(name())).send(message, new CompletionListener() {
            @Override
            public void onCompletion(Message sent) {
                try {
                    read.complete(((BytesMessage) sent).readInt());
                } catch (JMSException e) {
                    read.completeExceptionally(e);
                }
            }

            @Override
            public void onException(Message sent, Exception failure) {
                read.completeExceptionally(failure);
            }
        });

        assertThat(read.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo(42);
    }
}
