package org.stompest.jms.internal.message;

import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;

/**
 * A message whose body is text, which travels as UTF-8. Half of a surrogate pair has no UTF-8 and arrives as a question
 * mark. Not thread-safe.
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
    public Slice body() {
        if (encoded == null) {
            if (text == null) {
                return Slice.EMPTY;
            }
            encoded = Slice.of(text.getBytes(StandardCharsets.UTF_8));
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
