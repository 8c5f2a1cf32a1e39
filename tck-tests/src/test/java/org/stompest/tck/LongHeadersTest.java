package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;

/** Properties have no limit of length in Jakarta Messaging, headers of STOMP have one in ActiveMQ Classic. */
@Section("3.5.4")
class LongHeadersTest extends JmsTest {
    private Message roundTrip(Session session, Message message) throws JMSException {
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(message);
        return receive(consumer);
    }

    // whatever its characters are written as
    @ParameterizedTest
    @ValueSource(strings = {"x", ":", "\n", "\\", "\u00e4", "\u20ac", "\ud83d\ude00", "a\ud83d\ude00"})
    void longPropertyArrives(String part) throws Exception {
        Session session = connect().createSession();
        for (int length : new int[] {2_000, 10_230, 10_240, 30_000}) {
            Message message = session.createMessage();
            String value = part.repeat(length / part.length());
            message.setStringProperty("long", value);
            message.setIntProperty("n", 7);

            Message received = roundTrip(session, message);

            assertThat(received.getStringProperty("long")).isEqualTo(value);
            assertThat(received.getIntProperty("n")).isEqualTo(7);
            assertThat(list(received.getPropertyNames())).containsExactlyInAnyOrder("long", "n", "JMSXDeliveryCount");
        }
    }

    @Test
    void propertiesWithLongNamesKeepTheirTypes() throws Exception {
        Session session = connect().createSession();
        Message message = session.createMessage();
        for (int i = 0; i < 100; i++) {
            message.setLongProperty("property".repeat(40) + i, i);
        }

        Message received = roundTrip(session, message);

        for (int i = 0; i < 100; i++) {
            assertThat(received.getObjectProperty("property".repeat(40) + i)).isEqualTo((long) i);
        }
    }

    @OnlyOn(BrokerKind.CLASSIC)
    @Test
    void whatTheBrokerWouldCloseTheConnectionForIsRefused() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        Message many = session.createMessage();
        for (int i = 0; i < 1_000; i++) {
            many.setIntProperty("n" + i, i);
        }
        Message long1 = session.createMessage();
        long1.setJMSType("t".repeat(11_000));

        assertThatThrownBy(() -> producer.send(many))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("1000 headers");
        assertThatThrownBy(() -> producer.send(long1))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("10240 bytes");

        send(session, producer, "goes on");
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("goes on");
    }
}
