package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MapMessageTest {
    private final JmsMapMessage message = new JmsMapMessage(MessageContext.DEFAULT);

    @Test
    void entriesAreReadWhileTheyAreWritten() throws JMSException {
        message.setInt("i", 1);
        message.setString("null", null);
        assertThat(message.getInt("i")).isEqualTo(1);
        assertThat(message.itemExists("null")).isTrue();
        assertThat(message.itemExists("other")).isFalse();
        assertThat(Collections.list(message.getMapNames())).containsExactly("i", "null");
    }

    @Test
    void aNameMustNotBeNullOrEmpty() {
        assertThatThrownBy(() -> message.setInt(null, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setString("", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesAreCopiedInAndOut() throws JMSException {
        byte[] bytes = {1, 2, 3};
        message.setBytes("all", bytes);
        message.setBytes("part", bytes, 1, 2);
        message.setObject("object", bytes);
        bytes[1] = 9;
        message.getBytes("all")[0] = 9;
        ((byte[]) message.getObject("object"))[0] = 9;
        assertThat(message.getBytes("all")).containsExactly(1, 2, 3);
        assertThat(message.getBytes("part")).containsExactly(2, 3);
        assertThat(message.getBytes("object")).containsExactly(1, 2, 3);
        message.setBytes("null", null);
        message.setBytes("part of null", null, 0, 0);
        assertThat(message.getBytes("null")).isNull();
        assertThat(message.getBytes("part of null")).isNull();
        assertThat(message.itemExists("part of null")).isTrue();
        assertThatThrownBy(() -> message.setBytes("part", bytes, 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anObjectThatIsNoPrimitiveIsRefused() throws JMSException {
        assertThatThrownBy(() -> message.setObject("o", new StringBuilder()))
                .isInstanceOf(MessageFormatException.class);
        assertThat(message.itemExists("o")).isFalse();
    }

    @Test
    void aReceivedMapIsReadOnlyUntilCleared() throws JMSException {
        message.setInt("i", 1);
        JmsMapMessage received = (JmsMapMessage) Wire.roundTrip(message);
        assertThatThrownBy(() -> received.setInt("i", 2)).isInstanceOf(MessageNotWriteableException.class);
        assertThat(received.getInt("i")).isEqualTo(1);
        received.clearBody();
        assertThat(received.itemExists("i")).isFalse();
        received.setInt("i", 2);
        assertThat(((JmsMapMessage) Wire.roundTrip(received)).getInt("i")).isEqualTo(2);
    }

    @Test
    void aChangeAfterASendDoesNotChangeWhatWasSent() throws JMSException {
        message.setInt("i", 1);
        JmsMapMessage sent = (JmsMapMessage) Wire.roundTrip(message);
        message.setInt("i", 2);
        assertThat(sent.getInt("i")).isEqualTo(1);
        assertThat(((JmsMapMessage) Wire.roundTrip(message)).getInt("i")).isEqualTo(2);
    }

    @Test
    void theBodyIsAMapAndNothingElse() throws JMSException {
        message.setInt("i", 1);
        message.setString("s", "x");
        assertThat(message.isBodyAssignableTo(Map.class)).isTrue();
        assertThat(message.isBodyAssignableTo(String.class)).isFalse();
        Object body = message.getBody(Map.class);
        assertThat(body).isEqualTo(Map.of("i", 1, "s", "x"));
        assertThatThrownBy(() -> message.getBody(String.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void anEmptyMapIsNoBody() throws JMSException {
        assertThat(message.isBodyAssignableTo(String.class)).isTrue();
        assertThat(message.getBody(String.class)).isNull();
        assertThat((Object) Wire.roundTrip(message).getBody(Map.class)).isNull();
    }

    @Test
    void textsWithHalfASurrogatePairArriveAsTheyAreInMapsAndStreams() throws JMSException {
        String text = "a?\ud83d b\ude00";
        JmsMapMessage map = new JmsMapMessage(MessageContext.DEFAULT);
        map.setString("s", text);
        map.setString("after", "x");
        JmsStreamMessage stream = new JmsStreamMessage(MessageContext.DEFAULT);
        stream.writeString(text);
        stream.writeInt(1);

        JmsMapMessage receivedMap = (JmsMapMessage) Wire.roundTrip(map);
        assertThat(receivedMap.getString("s")).isEqualTo(text);
        assertThat(receivedMap.getString("after")).isEqualTo("x");
        JmsStreamMessage receivedStream = (JmsStreamMessage) Wire.roundTrip(stream);
        assertThat(receivedStream.readString()).isEqualTo(text);
        assertThat(receivedStream.readInt()).isEqualTo(1);
        assertThatThrownBy(() -> map.setInt(text, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half a surrogate pair at index 2");
    }
}
