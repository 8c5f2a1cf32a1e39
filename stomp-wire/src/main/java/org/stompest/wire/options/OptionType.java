package org.stompest.wire.options;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the value of an option is read from text and written back.
 *
 * <p>Immutable; usable from any thread.
 *
 * @param <T> what the value becomes
 */
public final class OptionType<T> {
    private final String allowed;
    private final Function<String, T> parser;
    private final Function<T, String> formatter;

    private OptionType(String allowed, Function<String, T> parser, Function<T, String> formatter) {
        this.allowed = allowed;
        this.parser = parser;
        this.formatter = formatter;
    }

    /**
     * Makes a type.
     *
     * @param <T> what the value becomes
     * @param allowed what is allowed, to follow the words "allowed is"
     * @param parser throws IllegalArgumentException for anything else
     * @param formatter the way back
     * @return the type
     */
    public static <T> OptionType<T> of(String allowed, Function<String, T> parser, Function<T, String> formatter) {
        return new OptionType<>(allowed, parser, formatter);
    }

    /** {@return any text} */
    public static OptionType<String> text() {
        return of("any text", Function.identity(), Function.identity());
    }

    /** {@return {@code true} or {@code false}, in any case} */
    public static OptionType<Boolean> bool() {
        return of(
                "true or false",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("neither true nor false");
                },
                Object::toString);
    }

    /**
     * A whole number.
     *
     * @param min the least allowed
     * @param max the greatest allowed
     * @return the type
     */
    public static OptionType<Integer> integer(int min, int max) {
        return of(range("a whole number", min, max), text -> (int) number(text, min, max), Object::toString);
    }

    /**
     * A long whole number.
     *
     * @param min the least allowed
     * @param max the greatest allowed
     * @return the type
     */
    public static OptionType<Long> wholeNumber(long min, long max) {
        return of(range("a whole number", min, max), text -> number(text, min, max), Object::toString);
    }

    /**
     * A finite decimal number.
     *
     * @param min the least allowed
     * @return the type
     */
    public static OptionType<Double> decimal(double min) {
        return of(
                "a number of at least " + min,
                text -> {
                    double value = Double.parseDouble(text);
                    if (!Double.isFinite(value) || value < min) {
                        throw new IllegalArgumentException("out of range");
                    }
                    return value;
                },
                Object::toString);
    }

    /**
     * A time span, written as a bare number of milliseconds.
     *
     * @param min the least allowed, in milliseconds
     * @return the type
     */
    public static OptionType<Duration> millis(long min) {
        return of(
                range("a whole number of milliseconds", min, Integer.MAX_VALUE),
                text -> Duration.ofMillis(number(text, min, Integer.MAX_VALUE)),
                value -> Long.toString(value.toMillis()));
    }

    /** {@return words with commas between them; surrounding spaces and empty words are dropped} */
    public static OptionType<List<String>> list() {
        return of(
                "words with commas between them",
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toUnmodifiableList()),
                words -> String.join(",", words));
    }

    /** {@return what the members of a family of options are collected in; the members are any text} */
    public static OptionType<Map<String, String>> family() {
        return of(
                "any text",
                text -> {
                    throw new IllegalArgumentException("the members of a family are read one by one");
                },
                Map::toString);
    }

    /**
     * Reads a value.
     *
     * @param text the text, percent-decoded
     * @return the value
     * @throws IllegalArgumentException if the text is none of what is {@linkplain #allowed() allowed}
     */
    public T parse(String text) {
        return parser.apply(text);
    }

    /**
     * Writes a value.
     *
     * @param value not null
     * @return text that {@link #parse} reads as an equal value
     */
    public String format(T value) {
        return formatter.apply(value);
    }

    /** {@return what is allowed, for people, such as {@code true or false}} */
    public String allowed() {
        return allowed;
    }

    private static String range(String what, long min, long max) {
        boolean bounded = max != Integer.MAX_VALUE && max != Long.MAX_VALUE;
        return bounded ? what + " from " + min + " to " + max : what + " of at least " + min;
    }

    private static long number(String text, long min, long max) {
        long value = Long.parseLong(text);
        if (value < min || value > max) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
