package org.stompest.testbroker;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * What a script expects of a frame. Immutable; {@link #toString()} tells it in words.
 */
public final class FrameMatcher {
    private final String words;
    private final Predicate<WireFrame> test;

    private FrameMatcher(String words, Predicate<WireFrame> test) {
        this.words = words;
        this.test = test;
    }

    /**
     * Matches by a test of one's own.
     *
     * @param words what is expected
     * @param test whether a frame is like that
     * @return the matcher
     */
    public static FrameMatcher that(String words, Predicate<WireFrame> test) {
        return new FrameMatcher(words, test);
    }

    /**
     * Matches the command.
     *
     * @param command the command
     * @return the matcher
     */
    public static FrameMatcher command(String command) {
        return that(command, frame -> frame.command().equals(command));
    }

    /**
     * Matches the first header of a name.
     *
     * @param name the header's name
     * @param value the value that it must have
     * @return the matcher
     */
    public static FrameMatcher header(String name, String value) {
        return that(name + "=" + value, frame -> value.equals(frame.header(name)));
    }

    /**
     * Matches frames that have a header.
     *
     * @param name the header's name
     * @return the matcher
     */
    public static FrameMatcher has(String name) {
        return that("with " + name, frame -> frame.header(name) != null);
    }

    /**
     * Matches frames that lack a header.
     *
     * @param name the header's name
     * @return the matcher
     */
    public static FrameMatcher lacks(String name) {
        return that("without " + name, frame -> frame.header(name) == null);
    }

    /**
     * Matches the body.
     *
     * @param text the body as UTF-8
     * @return the matcher
     */
    public static FrameMatcher body(String text) {
        return that("body '" + text + "'", frame -> frame.text().equals(text));
    }

    /**
     * Matches what all of some matchers match.
     *
     * @param matchers the matchers
     * @return the matcher
     */
    public static FrameMatcher all(FrameMatcher... matchers) {
        String words =
                String.join(", ", Arrays.stream(matchers).map(m -> m.words).toList());
        return that(words, frame -> Arrays.stream(matchers).allMatch(m -> m.matches(frame)));
    }

    /**
     * Matches what both match.
     *
     * @param more what is expected besides
     * @return the matcher
     */
    public FrameMatcher and(FrameMatcher... more) {
        return more.length == 0 ? this : all(this, all(more));
    }

    /**
     * Tells whether a frame is as expected.
     *
     * @param frame the frame
     * @return whether it matches
     */
    public boolean matches(WireFrame frame) {
        return test.test(frame);
    }

    /** {@return what is expected, in words} */
    @Override
    public String toString() {
        return words;
    }
}
