package org.stompest.wire.frame;

/**
 * The texts of small lengths: applications send bodies of the same size again and again, and whoever writes headers may know
 * the very same string again. Usable from any thread: two may make the same text, either will do.
 */
final class LengthText {
    private static final int KEPT = 4096;
    private static final String[] TEXTS = new String[KEPT];

    private LengthText() {}

    static String of(int length) {
        if (length < 0 || length >= KEPT) {
            return Integer.toString(length);
        }
        String text = TEXTS[length];
        if (text == null) {
            text = Integer.toString(length);
            TEXTS[length] = text;
        }
        return text;
    }
}
