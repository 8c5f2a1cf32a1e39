package org.stompest.jms.internal.selector;

import jakarta.jms.InvalidSelectorException;

/** Tells what is wrong with a selector, and where. */
final class SelectorFault {
    private static final int SHOWN_BEFORE = 60;
    private static final int SHOWN_AFTER = 20;

    private SelectorFault() {}

    /**
     * Makes the exception.
     *
     * @param selector the whole text
     * @param position where it is wrong, from 0 to the text's length
     * @param problem what is wrong
     * @return its message has the problem, the position from 1, and below them the text with a caret under the position
     */
    static InvalidSelectorException at(String selector, int position, String problem) {
        int from = Math.max(0, position - SHOWN_BEFORE);
        int to = Math.min(selector.length(), position + SHOWN_AFTER);
        String before = from > 0 ? "..." : "";
        String after = to < selector.length() ? "..." : "";
        String shown = before + selector.substring(from, to).replaceAll("\\p{Cntrl}", " ") + after;
        String caret = " ".repeat(before.length() + position - from) + "^";
        return new InvalidSelectorException("Invalid selector at position " + (position + 1) + ": " + problem
                + System.lineSeparator() + "  " + shown + System.lineSeparator() + "  " + caret);
    }
}
