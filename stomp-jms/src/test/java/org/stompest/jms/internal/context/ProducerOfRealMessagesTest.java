package org.stompest.jms.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompQueue;
import org.stompest.jms.fake.Recorder;
import org.stompest.jms.internal.consumer.BodyReceiver;
import org.stompest.jms.internal.message.JmsBytesMessage;
import org.stompest.jms.internal.message.JmsMapMessage;
import org.stompest.jms.internal.message.JmsPlainMessage;
import org.stompest.jms.internal.message.JmsStreamMessage;
import org.stompest.jms.internal.message.JmsTextMessage;
import org.stompest.jms.internal.message.MessageContext;

/** The messages of this provider under a producer of the simplified API: names, types, conversions and bodies. */
class ProducerOfRealMessagesTest {
    private final Queue queue = new StompQueue("orders");
    private final Recorder<MessageProducer> classic = Recorder.of(MessageProducer.class);
    private final Recorder<Session> session = Recorder.of(Session.class)
            .returning("createProducer", classic.proxy())
            .answer("createMessage", arguments -> new JmsPlainMessage(MessageContext.DEFAULT))
            .answer("createBytesMessage", arguments -> new JmsBytesMessage(MessageContext.DEFAULT))
            .answer("createMapMessage", arguments -> new JmsMapMessage(MessageContext.DEFAULT))
            .answer("createTextMessage", arguments -> {
                JmsTextMessage message = new JmsTextMessage(MessageContext.DEFAULT);
                message.setText((String) arguments[0]);
                return message;
            });
    private final JMSProducer producer = StompJmsContext.open(
                    Recorder.of(Connection.class)
                            .returning("createSession", session.proxy())
                            .proxy(),
                    JMSContext.AUTO_ACKNOWLEDGE)
            .createProducer();

    @Test
    void propertiesConvertAsThoseOfMessages() {
        producer.setProperty("flag", true).setProperty("digits", "12");

        assertThat(producer.getIntProperty("digits")).isEqualTo(12);
        assertThat(producer.getStringProperty("flag")).isEqualTo("true");
        assertThat(producer.getBooleanProperty("missing")).isFalse();
        assertThat(producer.getObjectProperty("missing")).isNull();
        assertThat(producer.getPropertyNames()).containsExactlyInAnyOrder("flag", "digits");
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.getByteProperty("flag"));
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> producer.getLongProperty("missing"));
    }

    @Test
    void propertiesThatMessagesRefuseAreRefusedWhenTheyAreSet() {
        assertThatIllegalArgumentException().isThrownBy(() -> producer.setProperty("", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> producer.setProperty(null, "text"));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.setProperty("thing", new Object()));
        assertThat(producer.getPropertyNames()).isEmpty();
    }

    @Test
    void headersAndPropertiesArriveInTheMessage() throws JMSException {
        producer.setProperty("count", 3)
                .setJMSCorrelationIDAsBytes(new byte[] {(byte) 0xff, 1})
                .setJMSType("order")
                .setJMSReplyTo(new StompQueue("replies"))
                .send(queue, "1 x tea");

        assertThat(sent().getBody(String.class)).isEqualTo("1 x tea");
        assertThat(sent().getObjectProperty("count")).isEqualTo(3);
        assertThat(sent().getJMSCorrelationIDAsBytes()).containsExactly(0xff, 1);
        assertThat(sent().getJMSType()).isEqualTo("order");
        assertThat(sent().getJMSReplyTo()).isEqualTo(new StompQueue("replies"));
    }

    @Test
    void bodiesComeBack() throws JMSException {
        producer.send(queue, new byte[] {1, 2});
        ((BytesMessage) sent()).reset();
        assertThat(BodyReceiver.bodyOf(sent(), byte[].class)).containsExactly(1, 2);

        producer.send(queue, Map.<String, Object>of("a", 1));
        Map<?, ?> map = BodyReceiver.bodyOf(sent(), Map.class);
        assertThat(map.get("a")).isEqualTo(1);
    }

    @Test
    void whatHasNoBodyToReturnIsRefused() throws JMSException {
        producer.send(queue, (String) null);
        assertNoBody(sent(), String.class);

        producer.send(queue, (byte[]) null);
        ((BytesMessage) sent()).reset();
        assertNoBody(sent(), byte[].class);

        assertNoBody(new JmsPlainMessage(MessageContext.DEFAULT), Object.class);
        assertNoBody(new JmsStreamMessage(MessageContext.DEFAULT), Object.class);
    }

    @Test
    void valueThatIsNoneOfAMapMessageIsRefused() {
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, Map.<String, Object>of("thing", new Object())));
        assertThat(classic.calls()).isEmpty();
    }

    @Test
    void nameThatIsNoneOfAMapMessageIsRefused() {
        assertNoMapMessage(null);
        assertNoMapMessage("");
        assertNoMapMessage(7);
        assertThat(classic.calls()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private void assertNoMapMessage(Object name) {
        Map<Object, Object> body = new HashMap<>();
        body.put(name, "value");
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, (Map<String, Object>) (Map<?, ?>) body));
    }

    private Message sent() {
        return (Message) classic.argumentsOf("send").get(1);
    }

    private static void assertNoBody(Message message, Class<?> type) {
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> BodyReceiver.bodyOf(message, type));
    }
}
