package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Message properties: section 3.5. */
@Section("3.5")
class PropertiesTest extends JmsTest {
    private Message roundTrip(Session session, Message message) throws JMSException {
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(message);
        return receive(consumer);
    }

    private static Message filled(Session session) throws JMSException {
        Message message = session.createTextMessage("body");
        message.setBooleanProperty("boolean", true);
        message.setByteProperty("byte", (byte) -1);
        message.setShortProperty("short", Short.MAX_VALUE);
        message.setIntProperty("int", Integer.MIN_VALUE);
        message.setLongProperty("long", 9007199254740993L);
        message.setFloatProperty("float", 0.1f);
        message.setDoubleProperty("double", Double.MIN_VALUE);
        message.setStringProperty("string", "Grüße: a\\b\nc\r\nd \uD83D\uDE00");
        message.setStringProperty("empty", "");
        message.setStringProperty("nothing", null);
        message.setObjectProperty("object", 42L);
        return message;
    }

    @Section({"3.5.2", "3.5.6"})
    @Test
    void everyTypeArrivesAsItWas() throws Exception {
        Session session = connect().createSession();

        Message received = roundTrip(session, filled(session));

        Map<String, Object> values = new TreeMap<>();
        for (String name : list(received.getPropertyNames())) {
            if (!name.startsWith("JMSX")) {
                values.put(name, String.valueOf(received.getObjectProperty(name)));
            }
        }
        assertThat(values.keySet())
                .containsExactlyInAnyOrder(
                        "boolean", "byte", "short", "int", "long", "float", "double", "string", "empty", "nothing",
                        "object");
        assertThat(received.getObjectProperty("boolean")).isEqualTo(true);
        assertThat(received.getObjectProperty("byte")).isEqualTo((byte) -1);
        assertThat(received.getObjectProperty("short")).isEqualTo(Short.MAX_VALUE);
        assertThat(received.getObjectProperty("int")).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.getObjectProperty("long")).isEqualTo(9007199254740993L);
        assertThat(received.getObjectProperty("float")).isEqualTo(0.1f);
        assertThat(received.getObjectProperty("double")).isEqualTo(Double.MIN_VALUE);
        assertThat(received.getObjectProperty("string")).isEqualTo("Grüße: a\\b\nc\r\nd \uD83D\uDE00");
        assertThat(received.getObjectProperty("empty")).isEqualTo("");
        assertThat(received.getObjectProperty("nothing")).isNull();
        assertThat(received.getObjectProperty("object")).isEqualTo(42L);
    }

    @Section("3.5.4")
    @Test
    void convertsWhatTheTableAllows() throws Exception {
        Session session = connect().createSession();

        Message received = roundTrip(session, filled(session));

        assertThat(received.getStringProperty("boolean")).isEqualTo("true");
        assertThat(received.getLongProperty("int")).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.getDoubleProperty("float")).isEqualTo((double) 0.1f);
        assertThat(received.getStringProperty("long")).isEqualTo("9007199254740993");
        assertThatThrownBy(() -> received.getShortProperty("int")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> received.getIntProperty("boolean")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> received.getFloatProperty("double")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> received.getIntProperty("string")).isInstanceOf(NumberFormatException.class);
    }

    @Section("3.5.8")
    @Test
    void absentPropertyIsLikeNull() throws Exception {
        Session session = connect().createSession();

        Message received = roundTrip(session, filled(session));

        assertThat(received.propertyExists("absent")).isFalse();
        assertThat(received.propertyExists("nothing")).isTrue();
        assertThat(received.getStringProperty("absent")).isNull();
        assertThat(received.getObjectProperty("absent")).isNull();
        assertThat(received.getBooleanProperty("absent")).isFalse();
        assertThatThrownBy(() -> received.getIntProperty("absent")).isInstanceOf(NumberFormatException.class);
    }

    @Section({"3.5.3", "3.5.7"})
    @Test
    void receivedPropertiesAreReadOnlyUntilCleared() throws Exception {
        Session session = connect().createSession();

        Message received = roundTrip(session, filled(session));

        assertThatThrownBy(() -> received.setIntProperty("new", 1)).isInstanceOf(MessageNotWriteableException.class);
        received.clearProperties();
        assertThat(received.propertyExists("int")).isFalse();
        received.setIntProperty("new", 1);
        assertThat(received.getIntProperty("new")).isEqualTo(1);
        assertThat(textOf(received)).isEqualTo("body");
    }

    @Section("3.5.1")
    @ParameterizedTest
    @ValueSource(strings = {"_under", "$dollar", "überall", "x1", "JMS_vendor_x", "content_type", "Receipt", "NULLIFY"})
    void takesNamesThatAreIdentifiers(String name) throws Exception {
        Session session = connect().createSession();
        Message message = session.createMessage();
        message.setStringProperty(name, "v");

        Message received = roundTrip(session, message);

        assertThat(received.getStringProperty(name)).isEqualTo("v");
        assertThat(list(received.getPropertyNames())).contains(name);
    }

    @Section("3.5.1")
    @Test
    void refusesEmptyNamesAndOtherTypes() throws Exception {
        Message message = connect().createSession().createMessage();

        assertThatThrownBy(() -> message.setIntProperty("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setIntProperty(null, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setObjectProperty("o", List.of())).isInstanceOf(MessageFormatException.class);
    }

    @Section("3.5.6")
    @Test
    void namesHoldNothingThatNobodySet() throws Exception {
        Session session = connect().createSession();
        Message message = session.createTextMessage("x");
        message.setIntProperty("mine", 1);
        message.setJMSCorrelationID("c");
        message.setJMSType("t");
        message.setJMSReplyTo(session.createQueue("r"));

        Message received = roundTrip(session, message);

        assertThat(list(received.getPropertyNames())).containsExactlyInAnyOrder("mine", "JMSXDeliveryCount");
    }

    @Section("3.5.9")
    @Test
    void groupArrives() throws Exception {
        Session session = connect().createSession();
        Message message = session.createTextMessage("x");
        message.setStringProperty("JMSXGroupID", "group");
        message.setIntProperty("JMSXGroupSeq", 3);

        Message received = roundTrip(session, message);

        assertThat(received.getStringProperty("JMSXGroupID")).isEqualTo("group");
        assertThat(received.getIntProperty("JMSXGroupSeq")).isEqualTo(3);
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Section("3.5")
    @Test
    void manyPropertiesArrive() throws Exception {
        Session session = connect().createSession();
        Message message = session.createMessage();
        for (int i = 0; i < 200; i++) {
            message.setIntProperty("n" + i, i);
        }
        message.setStringProperty("long", "x:\n".repeat(5000));

        Message received = roundTrip(session, message);

        for (int i = 0; i < 200; i++) {
            assertThat(received.getIntProperty("n" + i)).isEqualTo(i);
        }
        assertThat(received.getStringProperty("long")).isEqualTo("x:\n".repeat(5000));
    }
}
