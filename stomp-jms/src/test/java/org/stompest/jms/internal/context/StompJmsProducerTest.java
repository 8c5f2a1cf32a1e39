package org.stompest.jms.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stompest.jms.fake.FakeMessage;
import org.stompest.jms.fake.Recorder;
import org.stompest.jms.fake.Samples;

class StompJmsProducerTest {
    private final Queue queue = Recorder.dummy(Queue.class);
    private final Recorder<MessageProducer> classic = Recorder.of(MessageProducer.class);
    private final Recorder<Session> session = Recorder.of(Session.class)
            .returning("createProducer", classic.proxy())
            .answer("createMessage", arguments -> FakeMessage.of(Message.class))
            .answer("createTextMessage", arguments -> {
                TextMessage message = FakeMessage.of(TextMessage.class);
                message.setText((String) arguments[0]);
                return message;
            })
            .answer("createObjectMessage", arguments -> {
                ObjectMessage message = FakeMessage.of(ObjectMessage.class);
                message.setObject((Serializable) arguments[0]);
                return message;
            })
            .answer("createBytesMessage", arguments -> FakeMessage.of(BytesMessage.class))
            .answer("createMapMessage", arguments -> FakeMessage.of(MapMessage.class));
    private final JMSContext context = StompJmsContext.open(
            Recorder.of(Connection.class)
                    .returning("createSession", session.proxy())
                    .proxy(),
            JMSContext.AUTO_ACKNOWLEDGE);
    private final JMSProducer producer = context.createProducer();

    @Test
    void sendsWithTheDefaults() {
        TextMessage message = FakeMessage.of(TextMessage.class);

        assertThat(producer.send(queue, message)).isSameAs(producer);

        assertThat(classic.argumentsOf("send")).containsExactly(queue, message, DeliveryMode.PERSISTENT, 4, 0L);
        assertThat(classic.argumentsOf("setDeliveryDelay")).containsExactly(0L);
        assertThat(classic.argumentsOf("setDisableMessageID")).containsExactly(false);
        assertThat(classic.argumentsOf("setDisableMessageTimestamp")).containsExactly(false);
    }

    @Test
    void sendsWithWhatWasSet() {
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(7)
                .setTimeToLive(1000)
                .setDeliveryDelay(20)
                .setDisableMessageID(true)
                .setDisableMessageTimestamp(true)
                .send(queue, FakeMessage.of(Message.class));

        assertThat(classic.argumentsOf("send")).endsWith(DeliveryMode.NON_PERSISTENT, 7, 1000L);
        assertThat(classic.argumentsOf("setDeliveryDelay")).containsExactly(20L);
        assertThat(classic.argumentsOf("setDisableMessageID")).containsExactly(true);
        assertThat(classic.argumentsOf("setDisableMessageTimestamp")).containsExactly(true);
        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(7);
        assertThat(producer.getTimeToLive()).isEqualTo(1000);
        assertThat(producer.getDeliveryDelay()).isEqualTo(20);
        assertThat(producer.getDisableMessageID()).isTrue();
        assertThat(producer.getDisableMessageTimestamp()).isTrue();
    }

    @Test
    void producersOfOneContextShareAClassicOneButNotTheirSettings() {
        JMSProducer other =
                context.createProducer().setPriority(9).setDeliveryDelay(5).setProperty("a", 1);
        other.send(queue, "urgent");
        assertThat(classic.argumentsOf("send")).endsWith(DeliveryMode.PERSISTENT, 9, 0L);

        producer.send(queue, "plain");
        assertThat(classic.argumentsOf("send")).endsWith(DeliveryMode.PERSISTENT, 4, 0L);
        assertThat(classic.argumentsOf("setDeliveryDelay")).containsExactly(0L);
        assertThat(sent().properties()).isEmpty();
        assertThat(session.callNames()).containsOnlyOnce("createProducer");
    }

    @Test
    void settingThatTheClassicProducerRefusesIsNotKept() {
        classic.throwing("setPriority", new JMSException("no such priority"));

        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> producer.setPriority(10));
        assertThat(producer.getPriority()).isEqualTo(4);
    }

    @Test
    void sendsAsynchronouslyWithAListener() {
        CompletionListener listener = Recorder.dummy(CompletionListener.class);

        producer.setAsync(listener).send(queue, "one");
        assertThat(classic.argumentsOf("send")).hasSize(6).endsWith(listener);
        assertThat(producer.getAsync()).isSameAs(listener);

        producer.setAsync(null).send(queue, "two");
        assertThat(classic.argumentsOf("send")).hasSize(5);
        assertThat(producer.getAsync()).isNull();
    }

    @Test
    void bodiesBecomeMessagesOfTheirTypes() {
        producer.send(queue, "text");
        assertThat(sent().fields()).containsEntry("Text", "text");

        producer.send(queue, new byte[] {1, 2});
        assertThat(sent().fields()).containsEntry("writeBytes", new byte[] {1, 2});

        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("a", 1L);
        entries.put("b", null);
        producer.send(queue, entries);
        assertThat(sent().entries()).isEqualTo(entries);

        producer.send(queue, (Serializable) 42);
        assertThat(sent().fields()).containsEntry("Object", 42);
    }

    @Test
    void nullBodiesBecomeMessagesWithoutABody() {
        producer.send(queue, (String) null);
        assertThat(sentMessage()).isInstanceOf(TextMessage.class);
        assertThat(sent().fields()).containsEntry("Text", null);

        producer.send(queue, (byte[]) null);
        assertThat(sentMessage()).isInstanceOf(BytesMessage.class);
        assertThat(sent().fields()).isEmpty();

        producer.send(queue, (Map<String, Object>) null);
        assertThat(sentMessage()).isInstanceOf(MapMessage.class);
        assertThat(sent().entries()).isEmpty();

        producer.send(queue, (Serializable) null);
        assertThat(sentMessage()).isInstanceOf(ObjectMessage.class);
        assertThat(sent().fields()).containsEntry("Object", null);
    }

    @Test
    void nullDestinationOrMessageIsRefused() {
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> producer.send(null, "text"));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, (Message) null));
        assertThat(classic.calls()).isEmpty();
    }

    @Test
    void propertiesAndHeadersOfTheProducerOverrideThoseOfTheMessage() throws JMSException {
        Message message = FakeMessage.of(Message.class);
        message.setStringProperty("both", "of the message");
        message.setIntProperty("own", 1);
        message.setJMSType("of the message");
        message.setJMSCorrelationID("of the message");

        producer.setProperty("both", 2L)
                .setProperty("added", true)
                .setJMSType("of the producer")
                .setJMSReplyTo(queue)
                .send(queue, message);

        assertThat(sent().properties())
                .containsOnly(Map.entry("both", 2L), Map.entry("own", 1), Map.entry("added", true));
        assertThat(sent().fields())
                .containsOnly(
                        Map.entry("JMSType", "of the producer"),
                        Map.entry("JMSReplyTo", queue),
                        Map.entry("JMSCorrelationID", "of the message"));
    }

    @Test
    void lastCorrelationIDCounts() {
        producer.setJMSCorrelationIDAsBytes(new byte[] {1}).send(queue, "bytes");
        assertThat(sent().fields()).containsEntry("JMSCorrelationIDAsBytes", new byte[] {1});
        assertThat(producer.getJMSCorrelationIDAsBytes()).containsExactly(1);

        producer.setJMSCorrelationID("text").send(queue, "text");
        assertThat(sent().fields())
                .containsEntry("JMSCorrelationID", "text")
                .doesNotContainKey("JMSCorrelationIDAsBytes");
        assertThat(producer.getJMSCorrelationID()).isEqualTo("text");

        producer.setJMSCorrelationID(null).send(queue, "none");
        assertThat(sent().fields()).containsOnlyKeys("Text");
    }

    @Test
    void headerThatWasTakenBackIsNotSet() {
        producer.setJMSType("order")
                .setJMSType(null)
                .setJMSReplyTo(queue)
                .setJMSReplyTo(null)
                .send(queue, "text");

        assertThat(sent().fields()).containsOnlyKeys("Text");
        assertThat(producer.getJMSType()).isNull();
        assertThat(producer.getJMSReplyTo()).isNull();
    }

    @Test
    void readOnlyMessageCannotTakeProperties() {
        Message message = FakeMessage.of(Message.class);
        FakeMessage.behind(message).makeReadOnly();

        producer.send(queue, message);
        producer.setProperty("a", 1);
        assertThatExceptionOfType(MessageNotWriteableRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, message));
    }

    @TestFactory
    Stream<DynamicTest> propertyOfEveryTypeIsKept() {
        return Stream.of(JMSProducer.class.getMethods())
                .filter(method -> method.getName().equals("setProperty"))
                .map(setter -> DynamicTest.dynamicTest(setter.toString(), () -> {
                    Class<?> type = setter.getParameterTypes()[1];
                    Object value = Samples.of(type);
                    assertThat(setter.invoke(producer, "name", value)).isSameAs(producer);

                    String simple = type.getSimpleName();
                    Method getter = JMSProducer.class.getMethod(
                            "get" + simple.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + simple.substring(1)
                                    + "Property",
                            String.class);
                    assertThat(getter.invoke(producer, "name")).isEqualTo(value);
                    assertThat(producer.getObjectProperty("name")).isEqualTo(value);
                }));
    }

    @Test
    void conversionThatMessagesRefuseIsRefused() {
        producer.setProperty("name", "text");

        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.getIntProperty("name"));
        assertThatIllegalArgumentException().isThrownBy(() -> producer.setProperty(null, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> producer.setProperty("", 1));
    }

    @Test
    void namesFollowTheProducerAndCannotBeModified() {
        Set<String> names = producer.getPropertyNames();
        assertThat(names).isEmpty();

        producer.setProperty("a", 1).setProperty("b", "2");
        assertThat(names).containsExactlyInAnyOrder("a", "b");
        assertThat(producer.propertyExists("a")).isTrue();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> names.remove("a"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> names.add("c"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(names::clear);

        producer.clearProperties();
        assertThat(names).isEmpty();
        assertThat(producer.propertyExists("a")).isFalse();
    }

    @Test
    void sendAfterCloseIsRefused() {
        classic.fail(new IllegalStateException("closed"));

        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(() -> producer.send(queue, "late"));
    }

    @TestFactory
    Stream<DynamicTest> everyMethodIsRefusedWhenTheContextIsClosed() {
        context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        context.close();
        return Stream.of(JMSProducer.class.getMethods())
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> {
                    assertThatExceptionOfType(InvocationTargetException.class)
                            .isThrownBy(() -> method.invoke(producer, Samples.of(method.getParameterTypes())))
                            .havingCause()
                            .isExactlyInstanceOf(IllegalStateRuntimeException.class);
                    assertThat(classic.calls()).isEmpty();
                }));
    }

    private Message sentMessage() {
        return (Message) classic.argumentsOf("send").get(1);
    }

    private FakeMessage sent() {
        return FakeMessage.behind(sentMessage());
    }
}
