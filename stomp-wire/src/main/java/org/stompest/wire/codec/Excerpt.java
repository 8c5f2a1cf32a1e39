package org.stompest.wire.codec;

/** Cuts what goes into an error text: few characters, printable ones only, in quotes. */
final class Excerpt {
    private static final int MOST = 40;

    private Excerpt() {}

    static String of(byte[] bytes, int from, int to) {
        int stop = Math.min(to, from + MOST);
        StringBuilder text = new StringBuilder(MOST + 5).append('\'');
        for (int i = from; i < stop; i++) {
            text.append(printable((char) (bytes[i] & 0xFF)));
        }
        return text.append(stop < to ? "...'" : "'").toString();
    }

    static String of(String full) {
        int stop = Math.min(full.length(), MOST);
        StringBuilder text = new StringBuilder(MOST + 5).append('\'');
        for (int i = 0; i < stop; i++) {
            text.append(printable(full.charAt(i)));
        }
        return text.append(stop < full.length() ? "...'" : "'").toString();
    }

    private static char printable(char c) {
        return c >= ' ' && c < 127 ? c : '.';
    }
}
