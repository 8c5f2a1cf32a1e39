package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Which names a property may have, and that every one of them is nothing but a property: sections 3.5.1 and 3.8.1.1. */
@Section("3.5.1")
class PropertyNamesTest extends JmsTest {
    private Message roundTrip(Session session, Message message) throws JMSException {
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(message);
        return receive(consumer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // of STOMP
                "destination",
                "receipt",
                "transaction",
                "id",
                "ack",
                "subscription",
                "selector",
                "message",
                "version",
                "session",
                "server",
                "host",
                "login",
                "passcode",
                // of brokers
                "type",
                "expires",
                "priority",
                "persistent",
                "timestamp",
                "redelivered",
                "browser",
                "transformation",
                "AMQPriority",
                "AMQTimestamp",
                "AMQDurable",
                "_AMQ_GROUP_ID",
                "_AMQ_LVQ_NAME",
                "scheduledJobId",
                // of JMS
                "JMSDestination",
                "JMSDeliveryMode",
                "JMSExpiration",
                "JMSDeliveryTime",
                "JMSPriority",
                "JMSMessageID",
                "JMSTimestamp",
                "JMSCorrelationID",
                "JMSReplyTo",
                "JMSType",
                "JMSRedelivered",
                "JMSXAppID",
                "JMS_vendor_x",
                "JMS_STOMP_MessageID"
            })
    void aNameThatMeansSomethingElsewhereIsAPropertyLikeAnyOther(String name) throws Exception {
        Session session = connect().createSession();
        Message number = session.createTextMessage("body");
        number.setIntProperty(name, 7);
        Message received = roundTrip(session, number);
        assertThat(received.getObjectProperty(name)).isEqualTo(7);
        assertIsAsSent(number, received, name);

        Message text = session.createTextMessage("body");
        text.setStringProperty(name, "mine");
        received = roundTrip(session, text);
        assertThat(received.getObjectProperty(name)).isEqualTo("mine");
        assertIsAsSent(text, received, name);
    }

    private static void assertIsAsSent(Message sent, Message received, String name) throws JMSException {
        assertThat(list(received.getPropertyNames())).containsExactlyInAnyOrder(name, "JMSXDeliveryCount");
        assertThat(received.propertyExists(name)).isTrue();
        assertThat(textOf(received)).isEqualTo("body");
        assertThat(received.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
        assertThat(received.getJMSDestination()).isEqualTo(sent.getJMSDestination());
        assertThat(received.getJMSTimestamp()).isEqualTo(sent.getJMSTimestamp());
        assertThat(received.getJMSDeliveryTime()).isEqualTo(sent.getJMSDeliveryTime());
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(4);
        assertThat(received.getJMSExpiration()).isZero();
        assertThat(received.getJMSCorrelationID()).isNull();
        assertThat(received.getJMSReplyTo()).isNull();
        assertThat(received.getJMSType()).isNull();
        assertThat(received.getJMSRedelivered()).isFalse();
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "1a", "a-b", "a.b", "a b", " a", "a:b", "a,b", "a=b", "a/b", "(a)", "'a'", "a\nb", "-", "+a",
                "NULL", "null", "TRUE", "true", "FALSE", "False", "NOT", "AND", "and", "OR", "BETWEEN", "LIKE", "IN",
                        "in",
                "IS", "ESCAPE", "escape"
            })
    void whatIsNoIdentifierOfSelectorsIsRefusedByEverySetter(String name) throws Exception {
        JMSContext context = context();
        Message message = context.createMessage();
        assertRefused(() -> message.setBooleanProperty(name, true));
        assertRefused(() -> message.setByteProperty(name, (byte) 1));
        assertRefused(() -> message.setShortProperty(name, (short) 1));
        assertRefused(() -> message.setIntProperty(name, 1));
        assertRefused(() -> message.setLongProperty(name, 1));
        assertRefused(() -> message.setFloatProperty(name, 1));
        assertRefused(() -> message.setDoubleProperty(name, 1));
        assertRefused(() -> message.setStringProperty(name, "x"));
        assertRefused(() -> message.setObjectProperty(name, 1));
        JMSProducer producer = context.createProducer();
        assertRefused(() -> producer.setProperty(name, true));
        assertRefused(() -> producer.setProperty(name, (byte) 1));
        assertRefused(() -> producer.setProperty(name, (short) 1));
        assertRefused(() -> producer.setProperty(name, 1));
        assertRefused(() -> producer.setProperty(name, 1L));
        assertRefused(() -> producer.setProperty(name, 1f));
        assertRefused(() -> producer.setProperty(name, 1d));
        assertRefused(() -> producer.setProperty(name, "x"));
        assertRefused(() -> producer.setProperty(name, (Object) 1));
        assertThat(list(message.getPropertyNames())).isEmpty();
        assertThat(message.propertyExists(name)).isFalse();
        assertThat(message.getObjectProperty(name)).isNull();
    }

    private static void assertRefused(ThrowingCallable set) {
        assertThatThrownBy(set).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreToldApartByCase() throws Exception {
        Session session = connect().createSession();
        Message message = session.createMessage();
        message.setIntProperty("name", 1);
        message.setIntProperty("Name", 2);
        message.setIntProperty("NAME", 3);

        Message received = roundTrip(session, message);

        assertThat(received.getIntProperty("name")).isEqualTo(1);
        assertThat(received.getIntProperty("Name")).isEqualTo(2);
        assertThat(received.getIntProperty("NAME")).isEqualTo(3);
    }
}
