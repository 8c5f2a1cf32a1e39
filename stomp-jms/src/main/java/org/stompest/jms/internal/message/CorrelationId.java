package org.stompest.jms.internal.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * JMSCorrelationID, which is text or bytes. Bytes that are UTF-8 and text are the same thing; other bytes show as
 * hexadecimal digits where text is asked for.
 */
final class CorrelationId {
    private String text;

    /** Set only where the text does not tell them. */
    private byte[] bytes;

    void set(String id) {
        text = id;
        bytes = null;
    }

    void set(byte[] id) {
        if (id == null) {
            set((String) null);
            return;
        }
        try {
            set(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(id)).toString());
        } catch (CharacterCodingException e) {
            text = HexFormat.of().formatHex(id);
            bytes = id.clone();
        }
    }

    String text() {
        return text;
    }

    byte[] bytes() {
        if (bytes != null) {
            return bytes.clone();
        }
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return whether the text alone would lose the bytes} */
    boolean isBinary() {
        return bytes != null;
    }
}
