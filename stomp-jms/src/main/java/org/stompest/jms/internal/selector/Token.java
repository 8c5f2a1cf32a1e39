package org.stompest.jms.internal.selector;

/**
 * A word of a selector.
 *
 * @param kind what it is
 * @param text as written
 * @param value what a literal stands for: {@link String}, {@link Long} or {@link Double}, else null
 * @param position of its first character, from 0
 */
record Token(TokenKind kind, String text, Object value, int position) {
    boolean is(TokenKind other) {
        return kind == other;
    }

    /** {@return the token as an error message shows it} */
    String shown() {
        return kind == TokenKind.END ? kind.toString() : "'" + text + "'";
    }
}
