package org.stompest.jms.internal.message;

import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;

/**
 * A message whose body is text, which travels as UTF-8. Half of a surrogate pair has no UTF-8: a text with one cannot be sent.
 * Bytes that are no UTF-8, as other clients may send them, are read with U+FFFD in their place. Not thread-safe.
 */
public final class JmsTextMessage extends JmsMessage implements TextMessage {
    /** The text, null if there is none or it was not decoded yet. */
    private String text;

    /** The text's bytes, null if there is none or they were not needed yet. */
    private Slice encoded;

    /**
     * Makes a message without text.
     *
     * @param context the options of the connection
     */
    public JmsTextMessage(MessageContext context) {
        super(context);
    }

    @Override
    public String getText() {
        if (text == null && encoded != null) {
            text = new String(encoded.array(), encoded.offset(), encoded.length(), StandardCharsets.UTF_8);
        }
        return text;
    }

    @Override
    public void setText(String body) throws MessageNotWriteableException {
        checkBodyWritable();
        text = body;
        encoded = null;
    }

    @Override
    public BodyType bodyType() {
        return text == null && encoded == null ? BodyType.NULL_TEXT : BodyType.TEXT;
    }

    @Override
    public Slice body() throws MessageFormatException {
        if (encoded == null) {
            if (text == null) {
                return Slice.EMPTY;
            }
            byte[] bytes = Utf8.encode(text);
            if (bytes == null) {
                throw new MessageFormatException("the text of the message holds half a surrogate pair at index "
                        + Utf8.halfAt(text) + ", which has no form in UTF-8");
            }
            encoded = Slice.of(bytes);
        }
        return encoded;
    }

    @Override
    void receiveBody(Slice bytes) {
        text = null;
        encoded = bytes;
    }

    @Override
    void emptyBody() {
        text = null;
        encoded = null;
    }

    @Override
    boolean isBodyless() {
        return text == null && encoded == null;
    }

    @Override
    boolean hasBodyOf(Class<?> target) {
        return target.isAssignableFrom(String.class);
    }

    @Override
    Object bodyAs(Class<?> target) {
        return hasBodyOf(target) ? getText() : null;
    }
}
