package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import org.junit.jupiter.api.Test;

class StreamMessageTest {
    private final JmsStreamMessage message = new JmsStreamMessage(MessageContext.DEFAULT);

    @Test
    void aByteArrayIsReadInPiecesAndNothingElseInBetween() throws JMSException {
        message.writeBytes(new byte[] {1, 2, 3, 4, 5});
        message.writeString("next");
        message.reset();
        byte[] buffer = new byte[3];
        assertThat(message.readBytes(buffer)).isEqualTo(3);
        assertThatThrownBy(message::readString).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(message::readObject).isInstanceOf(MessageFormatException.class);
        assertThat(message.readBytes(buffer)).isEqualTo(2);
        assertThat(buffer).startsWith(4, 5);
        assertThat(message.readString()).isEqualTo("next");
    }

    @Test
    void aByteArrayThatFitsExactlyEndsWithMinusOne() throws JMSException {
        message.writeBytes(new byte[] {1, 2, 3}, 1, 2);
        message.writeInt(1);
        message.reset();
        assertThat(message.readBytes(new byte[2])).isEqualTo(2);
        assertThatThrownBy(message::readInt).isInstanceOf(MessageFormatException.class);
        assertThat(message.readBytes(new byte[2])).isEqualTo(-1);
        assertThat(message.readInt()).isEqualTo(1);
    }

    @Test
    void anEmptyByteArrayIsZeroBytesAndNullIsMinusOne() throws JMSException {
        message.writeBytes(new byte[0]);
        message.writeBytes(null);
        message.writeBytes(null, 0, 0);
        message.reset();
        assertThat(message.readBytes(new byte[2])).isZero();
        assertThat(message.readBytes(new byte[2])).isEqualTo(-1);
        assertThat(message.readBytes(new byte[2])).isEqualTo(-1);
        assertThatThrownBy(() -> message.readBytes(new byte[2])).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void aByteArrayReadAsObjectIsACopy() throws JMSException {
        message.writeBytes(new byte[] {1});
        message.reset();
        ((byte[]) message.readObject())[0] = 9;
        message.reset();
        assertThat((byte[]) message.readObject()).containsExactly(1);
    }

    @Test
    void onlyWritableUntilResetAndOnlyReadableAfterwards() throws JMSException {
        message.writeInt(1);
        assertThatThrownBy(message::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(() -> message.readBytes(new byte[1])).isInstanceOf(MessageNotReadableException.class);
        message.reset();
        assertThatThrownBy(() -> message.writeInt(2)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> message.writeBytes(new byte[1], 0, 1))
                .isInstanceOf(MessageNotWriteableException.class);
        assertThat(message.readInt()).isEqualTo(1);
        assertThatThrownBy(message::readInt).isInstanceOf(MessageEOFException.class);
        message.reset();
        assertThat(message.readInt()).isEqualTo(1);
        message.clearBody();
        message.writeInt(3);
        message.reset();
        assertThat(message.readInt()).isEqualTo(3);
    }

    @Test
    void writingOnAfterASendDoesNotChangeWhatWasSent() throws JMSException {
        message.writeString("sent");
        JmsStreamMessage sent = (JmsStreamMessage) Wire.roundTrip(message);
        message.writeString("later");
        JmsStreamMessage sentLater = (JmsStreamMessage) Wire.roundTrip(message);
        message.clearBody();
        message.writeString("other");
        assertThat(sent.readString()).isEqualTo("sent");
        assertThatThrownBy(sent::readString).isInstanceOf(MessageEOFException.class);
        assertThat(sentLater.readString()).isEqualTo("sent");
        assertThat(sentLater.readString()).isEqualTo("later");
    }

    @Test
    void anObjectThatIsNoPrimitiveIsRefusedAndLeavesNoTrace() throws JMSException {
        assertThatThrownBy(() -> message.writeObject(new StringBuilder())).isInstanceOf(MessageFormatException.class);
        message.reset();
        assertThatThrownBy(message::readObject).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void aStreamIsNeverOneObject() throws JMSException {
        assertThat(message.isBodyAssignableTo(Object.class)).isFalse();
        assertThatThrownBy(() -> message.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
    }
}
