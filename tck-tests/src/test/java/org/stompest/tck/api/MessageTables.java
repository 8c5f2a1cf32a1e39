package org.stompest.tck.api;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.List;

/**
 * Messages. The states: new, and received. What can be null is tried on a new one, or on a received one where the other cannot be
 * read.
 */
final class MessageTables {
    /** A property without a name is one that is not set; null is no number, and Java's conversions say so in two ways. */
    static final ApiTable MESSAGE = new ApiTable(Message.class, """
            getJMSMessageID() | fine, fine |
            setJMSMessageID(String text) | fine, fine | fine
            getJMSTimestamp() | fine, fine |
            setJMSTimestamp(long) | fine, fine |
            getJMSCorrelationIDAsBytes() | fine, fine |
            setJMSCorrelationIDAsBytes(byte[]) | fine, fine | fine
            getJMSCorrelationID() | fine, fine |
            setJMSCorrelationID(String text) | fine, fine | fine
            getJMSReplyTo() | fine, fine |
            setJMSReplyTo(Destination) | fine, fine | fine
            getJMSDestination() | fine, fine |
            setJMSDestination(Destination) | fine, fine | fine
            getJMSDeliveryMode() | fine, fine |
            setJMSDeliveryMode(int) | fine, fine |
            getJMSRedelivered() | fine, fine |
            setJMSRedelivered(boolean) | fine, fine |
            getJMSType() | fine, fine |
            setJMSType(String text) | fine, fine | fine
            getJMSExpiration() | fine, fine |
            setJMSExpiration(long) | fine, fine |
            getJMSDeliveryTime() | fine, fine |
            setJMSDeliveryTime(long) | fine, fine |
            getJMSPriority() | fine, fine |
            setJMSPriority(int) | fine, fine |
            clearProperties() | fine, fine |
            propertyExists(String property) | fine, fine | fine
            getBooleanProperty(String property) | fine, fine | fine
            getByteProperty(String property) | fine, fine | NumberFormat
            getShortProperty(String property) | fine, fine | NumberFormat
            getIntProperty(String property) | fine, fine | NumberFormat
            getLongProperty(String property) | fine, fine | NumberFormat
            getFloatProperty(String property) | fine, fine | NullPointer
            getDoubleProperty(String property) | fine, fine | NullPointer
            getStringProperty(String property) | fine, fine | fine
            getObjectProperty(String property) | fine, fine | fine
            getPropertyNames() | fine, fine |
            setBooleanProperty(String property, boolean) | fine, MessageNotWriteable | IllegalArgument
            setByteProperty(String property, byte) | fine, MessageNotWriteable | IllegalArgument
            setShortProperty(String property, short) | fine, MessageNotWriteable | IllegalArgument
            setIntProperty(String property, int) | fine, MessageNotWriteable | IllegalArgument
            setLongProperty(String property, long) | fine, MessageNotWriteable | IllegalArgument
            setFloatProperty(String property, float) | fine, MessageNotWriteable | IllegalArgument
            setDoubleProperty(String property, double) | fine, MessageNotWriteable | IllegalArgument
            setStringProperty(String property, String text) | fine, MessageNotWriteable | IllegalArgument, fine
            setObjectProperty(String property, Object) | fine, MessageNotWriteable | IllegalArgument, fine
            acknowledge() | fine, fine |
            clearBody() | fine, fine |
            getBody(Class) | fine, fine | fine
            isBodyAssignableTo(Class) | fine, fine | fine
            """);

    static final ApiTable TEXT = new ApiTable(TextMessage.class, """
            setText(String text) | fine, MessageNotWriteable | fine
            getText() | fine, fine |
            getBody(Class) | fine, fine | MessageFormat
            isBodyAssignableTo(Class) | fine, fine | fine
            """, MESSAGE);

    static final ApiTable OBJECT = new ApiTable(ObjectMessage.class, """
            setObject(Serializable) | fine, MessageNotWriteable | fine
            getObject() | fine, fine |
            getBody(Class) | fine, fine | MessageFormat
            isBodyAssignableTo(Class) | fine, fine | fine
            """, MESSAGE);

    static final ApiTable MAP = new ApiTable(MapMessage.class, """
            getBoolean(String property) | fine, fine | fine
            getByte(String property) | fine, fine | NumberFormat
            getShort(String property) | fine, fine | NumberFormat
            getChar(String char) | fine, fine | NullPointer
            getInt(String property) | fine, fine | NumberFormat
            getLong(String property) | fine, fine | NumberFormat
            getFloat(String property) | fine, fine | NullPointer
            getDouble(String property) | fine, fine | NullPointer
            getString(String property) | fine, fine | fine
            getBytes(String bytes) | fine, fine | fine
            getObject(String property) | fine, fine | fine
            getMapNames() | fine, fine |
            itemExists(String property) | fine, fine | fine
            setBoolean(String property, boolean) | fine, MessageNotWriteable | IllegalArgument
            setByte(String property, byte) | fine, MessageNotWriteable | IllegalArgument
            setShort(String property, short) | fine, MessageNotWriteable | IllegalArgument
            setChar(String property, char) | fine, MessageNotWriteable | IllegalArgument
            setInt(String property, int) | fine, MessageNotWriteable | IllegalArgument
            setLong(String property, long) | fine, MessageNotWriteable | IllegalArgument
            setFloat(String property, float) | fine, MessageNotWriteable | IllegalArgument
            setDouble(String property, double) | fine, MessageNotWriteable | IllegalArgument
            setString(String property, String text) | fine, MessageNotWriteable | IllegalArgument, fine
            setBytes(String property, byte[]) | fine, MessageNotWriteable | IllegalArgument, fine
            setObject(String property, Object) | fine, MessageNotWriteable | IllegalArgument, fine
            setBytes(String property, byte[], int offset, int length) | fine, MessageNotWriteable | IllegalArgument, fine
            getBody(Class map) | fine, fine | MessageFormat
            isBodyAssignableTo(Class map) | fine, fine | fine
            """, MESSAGE);

    static final ApiTable BYTES = new ApiTable(BytesMessage.class, """
            getBodyLength() | MessageNotReadable, fine |
            readBoolean() | MessageNotReadable, fine |
            readByte() | MessageNotReadable, fine |
            readUnsignedByte() | MessageNotReadable, fine |
            readShort() | MessageNotReadable, fine |
            readUnsignedShort() | MessageNotReadable, fine |
            readChar() | MessageNotReadable, fine |
            readInt() | MessageNotReadable, fine |
            readLong() | MessageNotReadable, fine |
            readFloat() | MessageNotReadable, fine |
            readDouble() | MessageNotReadable, fine |
            readUTF() | MessageNotReadable, fine |
            readBytes(byte[]) | MessageNotReadable, fine | NullPointer
            readBytes(byte[], int length) | MessageNotReadable, fine | NullPointer
            writeBoolean(boolean) | fine, MessageNotWriteable |
            writeByte(byte) | fine, MessageNotWriteable |
            writeShort(short) | fine, MessageNotWriteable |
            writeChar(char) | fine, MessageNotWriteable |
            writeInt(int) | fine, MessageNotWriteable |
            writeLong(long) | fine, MessageNotWriteable |
            writeFloat(float) | fine, MessageNotWriteable |
            writeDouble(double) | fine, MessageNotWriteable |
            writeUTF(String text) | fine, MessageNotWriteable | NullPointer
            writeBytes(byte[]) | fine, MessageNotWriteable | NullPointer
            writeBytes(byte[], int offset, int length) | fine, MessageNotWriteable | NullPointer
            writeObject(Object) | fine, MessageNotWriteable | NullPointer
            reset() | fine, fine |
            getBody(Class bytes) | fine, fine | MessageFormat
            isBodyAssignableTo(Class bytes) | fine, fine | fine
            """, MESSAGE);

    /** The received one has the text "1" in it, which is no char and no bytes. */
    static final ApiTable STREAM = new ApiTable(StreamMessage.class, """
            readBoolean() | MessageNotReadable, fine |
            readByte() | MessageNotReadable, fine |
            readShort() | MessageNotReadable, fine |
            readChar() | MessageNotReadable, MessageFormat |
            readInt() | MessageNotReadable, fine |
            readLong() | MessageNotReadable, fine |
            readFloat() | MessageNotReadable, fine |
            readDouble() | MessageNotReadable, fine |
            readString() | MessageNotReadable, fine |
            readBytes(byte[]) | MessageNotReadable, MessageFormat | NullPointer
            readObject() | MessageNotReadable, fine |
            writeBoolean(boolean) | fine, MessageNotWriteable |
            writeByte(byte) | fine, MessageNotWriteable |
            writeShort(short) | fine, MessageNotWriteable |
            writeChar(char) | fine, MessageNotWriteable |
            writeInt(int) | fine, MessageNotWriteable |
            writeLong(long) | fine, MessageNotWriteable |
            writeFloat(float) | fine, MessageNotWriteable |
            writeDouble(double) | fine, MessageNotWriteable |
            writeString(String text) | fine, MessageNotWriteable | fine
            writeBytes(byte[]) | fine, MessageNotWriteable | fine
            writeBytes(byte[], int offset, int length) | fine, MessageNotWriteable | fine
            writeObject(Object) | fine, MessageNotWriteable | fine
            reset() | fine, fine |
            getBody(Class) | MessageFormat, MessageFormat | MessageFormat
            isBodyAssignableTo(Class) | fine, fine | fine
            """, MESSAGE);

    private MessageTables() {}

    static List<ApiTable> all() {
        return List.of(MESSAGE, TEXT, OBJECT, MAP, BYTES, STREAM);
    }
}
