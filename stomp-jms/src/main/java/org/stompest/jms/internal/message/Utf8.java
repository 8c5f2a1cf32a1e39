package org.stompest.jms.internal.message;

import java.nio.charset.StandardCharsets;

/** Texts as UTF-8, exactly: half a surrogate pair has no UTF-8, and the JDK writes a question mark for it. Stateless. */
final class Utf8 {
    private Utf8() {}

    /**
     * Encodes.
     *
     * @param text any text
     * @return its bytes; null if it holds half a surrogate pair, and so has none
     */
    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            if (b == '?') {
                return halfAt(text) < 0 ? bytes : null;
            }
        }
        return bytes;
    }

    /** {@return the index of the first half of a surrogate pair without its other half; -1 if there is none} */
    static int halfAt(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                return i;
            }
            i++;
        }
        return -1;
    }
}
