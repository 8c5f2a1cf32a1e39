package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** Bodies of other clients, and bodies that nobody should send. */
class ReceivedBodyTest {
    @Test
    void whatArtemisHoldsAsTextIsText() throws JMSException {
        JmsMessage received = read("h\u00e4llo", "message-id", "1,2", "ack", "1,2", "content-length", "6");
        assertThat(received.getBody(String.class)).isEqualTo("h\u00e4llo");
        assertThat(read("", "message-id", "1,2")).isInstanceOf(JmsTextMessage.class);
    }

    @Test
    void whatArtemisHoldsAsBytesIsBytes() throws JMSException {
        JmsMessage received = read("hello", "content-length", "5", "message-id", "1,2");
        assertThat(received.getBody(byte[].class)).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void bytesOfATextualContentTypeAreText() {
        assertThat(read("x", "content-length", "1", "message-id", "1,2", "content-type", "text/plain"))
                .isInstanceOf(JmsTextMessage.class);
        assertThat(read("x", "content-length", "1", "message-id", "1,2", "content-type", "image/png"))
                .isInstanceOf(JmsBytesMessage.class);
    }

    @Test
    void anUnknownBodyTypeIsJudgedLikeAnyOtherClients() {
        assertThat(read("x", "content-length", "1", "message-id", "1,2", "JMS_STOMP_BodyType", "avro"))
                .isInstanceOf(JmsBytesMessage.class);
    }

    @Test
    void noBytesAtAllAreAnEmptyMapOrStream() throws JMSException {
        JmsMapMessage map = (JmsMapMessage) read("", "message-id", "1,2", "JMS_STOMP_BodyType", "map");
        assertThat(map.getMapNames().hasMoreElements()).isFalse();
        JmsStreamMessage stream = (JmsStreamMessage) read("", "message-id", "1,2", "JMS_STOMP_BodyType", "stream");
        assertThatThrownBy(stream::readObject).isInstanceOf(MessageEOFException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0002", // another format
                "\u0001\u0063", // an unknown type
                "\u0001\u0006\u0001", // an int that ends
                "\u0001\n\u007f", // a string that is longer than all
                "\u0001\u000b\u007fabc", // bytes that are longer than all
                "\u0001\n", // a string without length
            })
    void aMalformedStreamIsAFormatExceptionAgainAndAgain(String body) throws JMSException {
        JmsStreamMessage stream = (JmsStreamMessage) read(body, "message-id", "1,2", "JMS_STOMP_BodyType", "stream");
        assertThatThrownBy(stream::readObject).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(stream::readInt).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> stream.readBytes(new byte[1])).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0002", "\u0001\u007f", "\u0001\u0001a", "\u0001\u0001a\u0063", "\u0001\u0001a\n\u0005b"})
    void aMalformedMapIsAFormatException(String body) throws JMSException {
        JmsMapMessage map = (JmsMapMessage) read(body, "message-id", "1,2", "JMS_STOMP_BodyType", "map");
        assertThatThrownBy(map::getMapNames).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> map.getObject("a")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> map.getBody(Map.class)).isInstanceOf(MessageFormatException.class);
        map.clearBody();
        map.setInt("a", 1);
    }

    @Test
    void aLengthOfTwoBillionBytesAllocatesNothing() {
        byte[] body = {1, 11, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
        JmsStreamMessage stream = (JmsStreamMessage) read(body, "message-id", "1,2", "JMS_STOMP_BodyType", "stream");
        assertThatThrownBy(stream::readObject).isInstanceOf(MessageFormatException.class);
        byte[] endless = {1, 11, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        JmsStreamMessage other = (JmsStreamMessage) read(endless, "message-id", "1,2", "JMS_STOMP_BodyType", "stream");
        assertThatThrownBy(other::readObject).isInstanceOf(MessageFormatException.class);
    }

    private static JmsMessage read(String body, String... headers) {
        return read(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static JmsMessage read(byte[] body, String... headers) {
        StompFrame frame = StompFrame.of(StompCommand.MESSAGE, StompHeaders.of(headers), body);
        return Wire.read(frame, Wire.QUEUE, MessageContext.DEFAULT);
    }
}
