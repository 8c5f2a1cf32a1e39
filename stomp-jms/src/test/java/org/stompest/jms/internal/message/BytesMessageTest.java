package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import org.junit.jupiter.api.Test;

class BytesMessageTest {
    private final JmsBytesMessage message = new JmsBytesMessage(MessageContext.DEFAULT);

    @Test
    void everyTypeIsReadAsItWasWritten() throws JMSException {
        message.writeBoolean(true);
        message.writeByte((byte) -1);
        message.writeByte((byte) -1);
        message.writeShort((short) -2);
        message.writeShort((short) -2);
        message.writeChar('\u20ac');
        message.writeInt(-3);
        message.writeLong(Long.MIN_VALUE);
        message.writeFloat(1.5f);
        message.writeDouble(-0.0);
        message.writeUTF("a\0\u00e4\ud83d");
        message.writeBytes(new byte[] {1, 2, 3});
        JmsBytesMessage received = (JmsBytesMessage) Wire.roundTrip(message);
        assertThat(received.readBoolean()).isTrue();
        assertThat(received.readByte()).isEqualTo((byte) -1);
        assertThat(received.readUnsignedByte()).isEqualTo(255);
        assertThat(received.readShort()).isEqualTo((short) -2);
        assertThat(received.readUnsignedShort()).isEqualTo(65534);
        assertThat(received.readChar()).isEqualTo('\u20ac');
        assertThat(received.readInt()).isEqualTo(-3);
        assertThat(received.readLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(received.readFloat()).isEqualTo(1.5f);
        assertThat(received.readDouble()).isEqualTo(-0.0);
        assertThat(received.readUTF()).isEqualTo("a\0\u00e4\ud83d");
        byte[] rest = new byte[5];
        assertThat(received.readBytes(rest)).isEqualTo(3);
        assertThat(received.readBytes(rest)).isEqualTo(-1);
        assertThat(received.getBodyLength()).isEqualTo(1 + 1 + 1 + 2 + 2 + 2 + 4 + 8 + 4 + 8 + (2 + 1 + 2 + 2 + 3) + 3);
    }

    @Test
    void writeObjectTakesTheTypesOfTheOtherMethods() throws JMSException {
        for (Object value : new Object[] {true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6.0, "s", new byte[] {7}}) {
            message.writeObject(value);
        }
        message.reset();
        assertThat(message.readBoolean()).isTrue();
        assertThat(message.readByte()).isEqualTo((byte) 1);
        assertThat(message.readShort()).isEqualTo((short) 2);
        assertThat(message.readChar()).isEqualTo('c');
        assertThat(message.readInt()).isEqualTo(3);
        assertThat(message.readLong()).isEqualTo(4L);
        assertThat(message.readFloat()).isEqualTo(5f);
        assertThat(message.readDouble()).isEqualTo(6.0);
        assertThat(message.readUTF()).isEqualTo("s");
        assertThat(message.readByte()).isEqualTo((byte) 7);
    }

    @Test
    void writeObjectRefusesNullAndOtherTypes() {
        assertThatThrownBy(() -> message.writeObject(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> message.writeObject(new StringBuilder())).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void aReadBeyondTheEndFailsAndMovesNothing() throws JMSException {
        message.writeShort((short) 258);
        message.reset();
        assertThatThrownBy(message::readInt).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readUTF).isInstanceOf(MessageEOFException.class);
        assertThat(message.readByte()).isEqualTo((byte) 1);
        assertThatThrownBy(message::readShort).isInstanceOf(MessageEOFException.class);
        assertThat(message.readUnsignedByte()).isEqualTo(2);
        assertThatThrownBy(message::readBoolean).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void malformedTextIsAFormatException() throws JMSException {
        message.writeBytes(new byte[] {0, 1, (byte) 0xff});
        message.reset();
        assertThatThrownBy(message::readUTF).isInstanceOf(MessageFormatException.class);
        assertThat(message.readShort()).isEqualTo((short) 1);
    }

    @Test
    void textOfMoreThan65535BytesIsAFormatExceptionAndLeavesNoTrace() throws JMSException {
        assertThatThrownBy(() -> message.writeUTF("x".repeat(65536))).isInstanceOf(MessageFormatException.class);
        message.reset();
        assertThat(message.getBodyLength()).isZero();
    }

    @Test
    void theLengthOfAPieceIsChecked() throws JMSException {
        message.writeBytes(new byte[] {1, 2, 3});
        message.reset();
        byte[] piece = new byte[2];
        assertThatThrownBy(() -> message.readBytes(piece, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.readBytes(piece, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(message.readBytes(piece, 1)).isEqualTo(1);
        assertThat(message.readBytes(piece)).isEqualTo(2);
        assertThat(piece).containsExactly(2, 3);
        assertThat(message.readBytes(piece)).isEqualTo(-1);
    }

    @Test
    void onlyWritableUntilResetAndOnlyReadableAfterwards() throws JMSException {
        assertThatThrownBy(message::readByte).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(message::getBodyLength).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(message::readUTF).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(() -> message.readBytes(new byte[1])).isInstanceOf(MessageNotReadableException.class);
        message.reset();
        assertThatThrownBy(() -> message.writeByte((byte) 1)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> message.writeUTF("x")).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> message.writeObject(1)).isInstanceOf(MessageNotWriteableException.class);
        message.clearBody();
        message.writeByte((byte) 1);
    }

    @Test
    void writingOnAfterASendDoesNotChangeWhatWasSent() throws JMSException {
        message.writeInt(1);
        JmsBytesMessage sent = (JmsBytesMessage) Wire.roundTrip(message);
        message.writeInt(2);
        message.clearBody();
        message.writeInt(3);
        assertThat(sent.getBodyLength()).isEqualTo(Integer.BYTES);
        assertThat(sent.readInt()).isEqualTo(1);
    }

    @Test
    void aReceivedBodyCanBeReplaced() throws JMSException {
        message.writeInt(1);
        JmsBytesMessage received = (JmsBytesMessage) Wire.roundTrip(message);
        assertThatThrownBy(() -> received.writeInt(2)).isInstanceOf(MessageNotWriteableException.class);
        received.clearBody();
        received.writeLong(2);
        received.reset();
        assertThat(received.getBodyLength()).isEqualTo(Long.BYTES);
    }

    @Test
    void theWholeBodyIsHandedOutAsACopyFromTheStart() throws JMSException {
        message.writeInt(0x01020304);
        message.reset();
        message.readShort();
        byte[] body = message.getBody(byte[].class);
        assertThat(body).containsExactly(1, 2, 3, 4);
        body[0] = 9;
        assertThat(message.readByte()).isEqualTo((byte) 1);
        assertThat(message.isBodyAssignableTo(Object.class)).isTrue();
        assertThat(message.isBodyAssignableTo(String.class)).isFalse();
        assertThatThrownBy(() -> message.getBody(String.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void growsBeyondEveryFirstGuess() throws JMSException {
        for (int i = 0; i < 100_000; i++) {
            message.writeInt(i);
        }
        message.reset();
        for (int i = 0; i < 100_000; i++) {
            assertThat(message.readInt()).isEqualTo(i);
        }
    }

    @Test
    void theWholeBodyIsHandedOutWhileItIsWrittenAndIsReadableThen() throws JMSException {
        message.writeShort((short) 0x0102);
        assertThat(message.isBodyAssignableTo(byte[].class)).isTrue();
        assertThat(message.isBodyAssignableTo(String.class)).isFalse();
        assertThatThrownBy(() -> message.getBody(String.class)).isInstanceOf(MessageFormatException.class);
        message.writeByte((byte) 3);
        assertThat(message.getBody(byte[].class)).containsExactly(1, 2, 3);
        assertThat(message.readByte()).as("reset after use").isEqualTo((byte) 1);
        assertThat(message.getBody(Object.class)).isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    void withoutAByteThereIsNoBody() throws JMSException {
        assertThat(message.isBodyAssignableTo(String.class)).isTrue();
        assertThat(message.getBody(String.class)).isNull();
        JmsMessage received = Wire.roundTrip(message);
        assertThat(received.isBodyAssignableTo(String.class)).isTrue();
        assertThat(received.getBody(Integer.class)).isNull();
    }

    @Test
    void nullIsNoBytes() {
        assertThatThrownBy(() -> message.writeObject(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> message.writeBytes(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> message.writeUTF(null)).isInstanceOf(NullPointerException.class);
    }
}
