package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompTopic;
import org.stompest.jms.dialect.artemis.ArtemisDialect;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class MessageHeadersTest {
    private final JmsMessage message = new JmsPlainMessage(MessageContext.DEFAULT);

    @Test
    void allHeadersArriveAsTheyWereStamped() throws JMSException {
        message.setJMSDestination(new StompTopic("news"));
        message.setJMSMessageID("ID:abc");
        message.setJMSTimestamp(5);
        message.setJMSCorrelationID("corr");
        message.setJMSType("type");
        message.setJMSPriority(9);
        message.setJMSExpiration(Long.MAX_VALUE);
        message.setJMSDeliveryTime(77);
        message.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
        JmsMessage received = Wire.roundTrip(message);
        assertThat(received.getJMSDestination()).isEqualTo(new StompTopic("news"));
        assertThat(received.getJMSMessageID()).isEqualTo("ID:abc");
        assertThat(received.getJMSTimestamp()).isEqualTo(5);
        assertThat(received.getJMSCorrelationID()).isEqualTo("corr");
        assertThat(received.getJMSType()).isEqualTo("type");
        assertThat(received.getJMSPriority()).isEqualTo(9);
        assertThat(received.getJMSExpiration()).isEqualTo(Long.MAX_VALUE);
        assertThat(received.getJMSDeliveryTime()).isEqualTo(77);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    }

    @Test
    void whatIsNotSetIsNotSent() throws JMSException {
        message.setJMSDestination(Wire.QUEUE);
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        StompFrame send = new MessageWriter(new ArtemisDialect()).write(message);
        assertThat(send.headers().names())
                .containsExactlyInAnyOrder(
                        "destination", "destination-type", "JMS_STOMP_Timestamp", "JMS_STOMP_BodyType");
        JmsMessage received = Wire.roundTrip(message);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
        assertThat(received.getJMSTimestamp()).as("not the broker's").isZero();
        assertThat(received.getJMSMessageID()).as("disabled by the sender").isNull();
        assertThat(received.getJMSReplyTo()).isNull();
        assertThat(received.getJMSCorrelationID()).isNull();
        assertThat(received.getJMSCorrelationIDAsBytes()).isNull();
        assertThat(received.getJMSType()).isNull();
    }

    @Test
    void headersOfTheCallerComeFirst() throws JMSException {
        message.setJMSDestination(Wire.QUEUE);
        StompFrame send = new MessageWriter(new ArtemisDialect())
                .write(message, StompHeaders.builder().add("receipt", "r").add("transaction", "t"));
        assertThat(send.headers().name(0)).isEqualTo("receipt");
        assertThat(send.header("transaction")).isEqualTo("t");
        assertThat(send.header("destination")).isEqualTo("orders");
    }

    @ParameterizedTest
    @EnumSource(StompDestination.Kind.class)
    void replyToKeepsItsKind(StompDestination.Kind kind) throws JMSException {
        StompDestination replyTo = StompDestination.of(kind, "re:ply.\u00e4");
        message.setJMSReplyTo(replyTo);
        assertThat(Wire.roundTrip(message).getJMSReplyTo()).isEqualTo(replyTo);
    }

    @Test
    void aCorrelationIdOfBytesIsTextIfItIsUtf8() throws JMSException {
        message.setJMSCorrelationIDAsBytes("k\u00f6rr".getBytes(StandardCharsets.UTF_8));
        assertThat(message.getJMSCorrelationID()).isEqualTo("k\u00f6rr");
        assertThat(Wire.roundTrip(message).getJMSCorrelationIDAsBytes())
                .isEqualTo("k\u00f6rr".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCorrelationIdOfAnyBytesArrivesAsItIs() throws JMSException {
        byte[] bytes = {0, (byte) 0xff, 10};
        message.setJMSCorrelationIDAsBytes(bytes);
        bytes[0] = 1;
        JmsMessage received = Wire.roundTrip(message);
        assertThat(received.getJMSCorrelationIDAsBytes()).containsExactly(0, 0xff, 10);
        assertThat(received.getJMSCorrelationID()).isEqualTo("00ff0a");
        received.setJMSCorrelationID("text");
        assertThat(received.getJMSCorrelationIDAsBytes()).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
        received.setJMSCorrelationIDAsBytes(null);
        assertThat(received.getJMSCorrelationID()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\0"})
    void aCorrelationIdWithNulArrivesAsItIs(String id) throws JMSException {
        message.setJMSCorrelationID(id);
        JmsMessage received = Wire.roundTrip(message);
        assertThat(received.getJMSCorrelationID()).isEqualTo(id);
        assertThat(Wire.roundTrip(received).getJMSCorrelationID()).isEqualTo(id);
    }

    @Test
    void aMessageOfAnotherClientGetsItsIdFromTheBrokers() {
        assertThat(read("type", "t").getJMSMessageID()).isEqualTo("ID:2");
    }

    @Test
    void anIdOfTheBrokersThatBeginsWithIdAlreadyStaysAsItIs() {
        StompFrame frame = StompFrame.of(StompCommand.MESSAGE, StompHeaders.of("message-id", "1,ID:host-1:2"));
        assertThat(Wire.read(frame, Wire.QUEUE, MessageContext.DEFAULT).getJMSMessageID())
                .isEqualTo("ID:host-1:2");
    }

    @ParameterizedTest
    @CsvSource({"7,7", "0,0", "12,9", "-1,4", "abc,4", "'',4", "99999999999,4"})
    void aPriorityWithoutSenseIsTheDefault(String header, int expected) {
        assertThat(read("priority", header).getJMSPriority()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1700000000000,1700000000000", "-5,0", "x,0", "9223372036854775808,0", "'',0"})
    void aTimeWithoutSenseCountsAsMissing(String header, long expected) {
        assertThat(read("timestamp", header).getJMSTimestamp()).isEqualTo(expected);
        assertThat(read("expires", header).getJMSExpiration()).isEqualTo(expected);
    }

    @Test
    void ofRepeatedHeadersTheFirstCounts() {
        StompHeaders headers =
                StompHeaders.of("message-id", "1,2", "type", "first", "type", "second", "message-id", "3");
        JmsMessage received =
                Wire.read(StompFrame.of(StompCommand.MESSAGE, headers), Wire.QUEUE, MessageContext.DEFAULT);
        assertThat(received.getJMSType()).isEqualTo("first");
        assertThat(received.getJMSMessageID()).isEqualTo("ID:2");
    }

    @Test
    void redeliveredByTheBrokerIsTheSecondTimeAtLeast() {
        JmsMessage received = read("redelivered", "true");
        assertThat(received.getJMSRedelivered()).isTrue();
        assertThat(received.getObjectProperty("JMSXDeliveryCount")).isEqualTo(2);
    }

    @Test
    void emptyAndMalformedAddressesDoNotStopTheReader() {
        assertThat(read("reply-to", "").getJMSReplyTo()).isNull();
        assertThat(read("reply-to", "queue://").getJMSReplyTo())
                .isEqualTo(StompDestination.of(StompDestination.Kind.QUEUE, "queue://"));
        assertThat(read("destination", "").getJMSDestination()).isEqualTo(Wire.QUEUE);
        assertThat(read("JMS_STOMP_CorrelationIDBytes", "no base 64!").getJMSCorrelationID())
                .isEqualTo("no base 64!");
    }

    @Test
    void acknowledgeCallsTheSession() throws JMSException {
        message.acknowledge();
        int[] calls = {0};
        message.acknowledger(() -> calls[0]++);
        message.acknowledge();
        assertThat(calls[0]).isEqualTo(1);
    }

    private static JmsMessage read(String name, String value) {
        StompHeaders headers = StompHeaders.of(name, value, "message-id", "1,2");
        return Wire.read(StompFrame.of(StompCommand.MESSAGE, headers), Wire.QUEUE, MessageContext.DEFAULT);
    }
}
