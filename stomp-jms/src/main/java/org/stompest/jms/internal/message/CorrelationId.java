package org.stompest.jms.internal.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * JMSCorrelationID, which is text or bytes. Bytes that are UTF-8 and text are the same thing; other bytes show as
 * hexadecimal digits where text is asked for. A foreign message may have both.
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

    /** Takes what two getters of a foreign message, or two headers, say. */
    void set(String asText, byte[] asBytes) {
        set(asBytes);
        if (asText != null && !asText.equals(text)) {
            text = asText;
            bytes = asBytes == null || Arrays.equals(asBytes, bytesOf(asText)) ? null : asBytes.clone();
        }
    }

    String text() {
        return text;
    }

    byte[] bytes() {
        if (bytes != null) {
            return bytes.clone();
        }
        return text == null ? null : bytesOf(text);
    }

    private static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return whether a header of text alone would lose the bytes} */
    boolean isBinary() {
        return bytes != null || holdsNul();
    }

    /** {@return whether the text is none for a header} */
    boolean holdsNul() {
        return text != null && text.indexOf('\0') >= 0;
    }
}
