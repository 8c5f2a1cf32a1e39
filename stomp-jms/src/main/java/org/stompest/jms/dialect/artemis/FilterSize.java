package org.stompest.jms.dialect.artemis;

/** Keeps a filter within what is reasonable to put into a header: quotients are written more than once. */
final class FilterSize {
    private static final int MAX_CHARACTERS = 64 * 1024;

    private FilterSize() {}

    static String check(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new Untranslatable("it becomes a filter of more than " + MAX_CHARACTERS + " characters");
        }
        return text;
    }
}
