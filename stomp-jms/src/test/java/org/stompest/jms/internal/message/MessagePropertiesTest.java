package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.dialect.artemis.ArtemisDialect;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class MessagePropertiesTest {
    private static final MessageContext ANY_NAME = new MessageContext(DeserializationPolicy.DEFAULT, false);

    private final JmsMessage message = new JmsPlainMessage(MessageContext.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"a", "_a", "$", "a1", "\u00e4", "nullable", "inner", "type", "destination", "JMSXGroupID"})
    void anIdentifierIsAName(String name) throws JMSException {
        message.setStringProperty(name, "x");
        assertThat(message.getStringProperty(name)).isEqualTo("x");
        assertThat(Wire.roundTrip(message).getStringProperty(name)).isEqualTo("x");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"1a", "a-b", "a b", "a.b", "NULL", "null", "TRUE", "False", "NOT", "and", "OR", "BETWEEN"})
    void whatIsNoIdentifierOrAWordOfSelectorsIsNoName(String name) {
        assertThatThrownBy(() -> message.setIntProperty(name, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setObjectProperty(name, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-b", "a,b", "a=i", "a%2C", "in", "x:y\\z", "line\nline"})
    void anyNameTravelsWithItsTypeWhereNamesAreNotValidated(String name) throws JMSException {
        JmsMessage free = new JmsPlainMessage(ANY_NAME);
        free.setIntProperty(name, 7);
        free.setBooleanProperty("other", true);
        JmsMessage received = Wire.roundTrip(free);
        assertThat(received.getObjectProperty(name)).isEqualTo(7);
        assertThat(received.getObjectProperty("other")).isEqualTo(true);
        assertThat(Collections.list(received.getPropertyNames())).contains(name, "other");
    }

    @Test
    void anotherClassIsRefused() {
        assertThatThrownBy(() -> message.setObjectProperty("p", 'c')).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.setObjectProperty("p", List.of())).isInstanceOf(MessageFormatException.class);
        assertThat(message.propertyExists("p")).isFalse();
    }

    @Test
    void receivedPropertiesAreReadOnlyUntilCleared() throws JMSException {
        message.setStringProperty("p", "x");
        JmsMessage received = Wire.roundTrip(message);
        assertThatThrownBy(() -> received.setStringProperty("q", "y")).isInstanceOf(MessageNotWriteableException.class);
        received.clearProperties();
        assertThat(received.propertyExists("p")).isFalse();
        assertThat(received.getPropertyNames().hasMoreElements()).isFalse();
        received.setIntProperty("q", 1);
        assertThat(received.getIntProperty("q")).isEqualTo(1);
        assertThat(Wire.roundTrip(received).propertyExists("p")).isFalse();
    }

    @Test
    void theBodyStaysWhenThePropertiesAreClearedAndTheOtherWayRound() throws JMSException {
        JmsTextMessage text = new JmsTextMessage(MessageContext.DEFAULT);
        text.setText("body");
        text.setStringProperty("p", "x");
        JmsTextMessage received = (JmsTextMessage) Wire.roundTrip(text);
        received.clearProperties();
        assertThat(received.getText()).isEqualTo("body");
        assertThatThrownBy(() -> received.setText("new")).isInstanceOf(MessageNotWriteableException.class);
        JmsTextMessage other = (JmsTextMessage) Wire.roundTrip(text);
        other.clearBody();
        assertThat(other.getStringProperty("p")).isEqualTo("x");
        assertThatThrownBy(() -> other.setIntProperty("q", 1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    void onlyPropertiesShowAmongTheNames() throws JMSException {
        message.setIntProperty("count", 1);
        message.setStringProperty("nothing", null);
        message.setStringProperty("priority", "mine");
        message.setStringProperty("JMSXGroupID", "g");
        message.setIntProperty("JMSXGroupSeq", 2);
        message.setJMSType("t");
        message.setJMSCorrelationID("c");
        message.setJMSReplyTo(Wire.QUEUE);
        JmsMessage received = Wire.roundTrip(message);
        received.delivered(3);
        assertThat(Collections.list(received.getPropertyNames()))
                .containsExactlyInAnyOrder(
                        "count", "nothing", "priority", "JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount");
        assertThat(received.getStringProperty("priority")).isEqualTo("mine");
        assertThat(received.propertyExists("nothing")).isTrue();
        assertThat(received.getObjectProperty("nothing")).isNull();
        assertThat(received.getObjectProperty("JMSXGroupSeq")).isEqualTo(2);
        assertThat(received.propertyExists("type")).isFalse();
        assertThat(received.getStringProperty("JMS_STOMP_BodyType")).isNull();
        assertThat(received.getStringProperty("receipt")).isNull();
    }

    @Test
    void theGroupTravelsUnderTheBrokersNames() throws JMSException {
        message.setStringProperty("JMSXGroupID", "g");
        message.setJMSDestination(Wire.QUEUE);
        StompFrame send = new MessageWriter(new ArtemisDialect()).write(message);
        assertThat(send.header("_AMQ_GROUP_ID")).isEqualTo("g");
        assertThat(send.headers().contains("JMSXGroupID")).isFalse();
    }

    @Test
    void theDeliveryCountIsTheProviders() throws JMSException {
        JmsMessage received = Wire.roundTrip(message);
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(received.getJMSRedelivered()).isFalse();
        received.delivered(2);
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        assertThat(received.getStringProperty("JMSXDeliveryCount")).isEqualTo("2");
        assertThat(received.getJMSRedelivered()).isTrue();
        assertThat(Wire.roundTrip(received).getIntProperty("JMSXDeliveryCount"))
                .as("forwarded")
                .isEqualTo(1);
    }

    @Test
    void allPropertiesOfAReceivedMessageCanBeCopiedToAnother() throws JMSException {
        message.setDoubleProperty("d", 1.5);
        JmsMessage received = Wire.roundTrip(message);
        JmsMessage copy = new JmsPlainMessage(MessageContext.DEFAULT);
        for (String name : Collections.list(received.getPropertyNames())) {
            copy.setObjectProperty(name, received.getObjectProperty(name));
        }
        assertThat(Wire.roundTrip(copy).getObjectProperty("d")).isEqualTo(1.5);
    }

    @Test
    void aReceivedMessageIsForwardedWithAllItsTypes() throws JMSException {
        message.setLongProperty("j", 5L);
        message.setStringProperty("nul", "a\0b\\0");
        message.setFloatProperty("f", Float.NaN);
        JmsMessage forwarded = Wire.roundTrip(Wire.roundTrip(message));
        assertThat(forwarded.getObjectProperty("j")).isEqualTo(5L);
        assertThat(forwarded.getObjectProperty("nul")).isEqualTo("a\0b\\0");
        assertThat(forwarded.getObjectProperty("f")).isEqualTo(Float.NaN);
    }

    @Test
    void withoutTypesEverythingIsTextThatReadsAsNumbers() throws JMSException {
        StompHeaders headers = StompHeaders.of("message-id", "1,1", "age", "7", "a-b", "x", "ok", "true", "age", "8");
        JmsMessage received =
                Wire.read(StompFrame.of(StompCommand.MESSAGE, headers), Wire.QUEUE, MessageContext.DEFAULT);
        assertThat(received.getObjectProperty("age")).isEqualTo("7");
        assertThat(received.getIntProperty("age")).isEqualTo(7);
        assertThat(received.getBooleanProperty("ok")).isTrue();
        assertThat(received.getStringProperty("a-b"))
                .as("names that come in are not judged")
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "=",
                "age",
                "age=",
                "=i",
                "age=i,",
                ",,age=i",
                "age=ii",
                "age=?",
                "%,%2=i",
                "age=i,age=z"
            })
    void aHeaderOfTypesWithoutSenseDoesNoHarm(String types) {
        StompHeaders headers = StompHeaders.of("message-id", "1,1", "JMS_STOMP_PropertyTypes", types, "age", "x");
        JmsMessage received =
                Wire.read(StompFrame.of(StompCommand.MESSAGE, headers), Wire.QUEUE, MessageContext.DEFAULT);
        assertThat(received.getObjectProperty("age")).isEqualTo("x");
        assertThatCode(received::getPropertyNames).doesNotThrowAnyException();
    }

    @Test
    void thePlaceInAGroupIsAnIntWhoeverSentIt() {
        JmsMessage received = read("_AMQ_GROUP_ID", "g", "_AMQ_GROUP_SEQUENCE", "3");
        assertThat(received.getObjectProperty("JMSXGroupID")).isEqualTo("g");
        assertThat(received.getObjectProperty("JMSXGroupSeq")).isEqualTo(3);
        assertThat(read("_AMQ_GROUP_SEQUENCE", "x").getObjectProperty("JMSXGroupSeq"))
                .isEqualTo("x");
    }

    @Test
    void aReceivedMessageSaysThatItIsReadOnlyWhateverTheValue() throws JMSException {
        JmsMessage received = Wire.roundTrip(message);
        assertThatThrownBy(() -> received.setObjectProperty("p", List.of()))
                .isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.setObjectProperty("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static JmsMessage read(String... headers) {
        StompHeaders.Builder all = StompHeaders.builder().add("message-id", "1,2");
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return Wire.read(StompFrame.of(StompCommand.MESSAGE, all.build()), Wire.QUEUE, MessageContext.DEFAULT);
    }
}
