package org.stompest.wire.failover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stompest.wire.options.QueryOptions;

/**
 * A failover URI taken apart: {@code failover:(uri1,uri2)?options} or {@code failover:uri1,uri2?options}, where a broker has
 * options of its own only within parentheses. What the parts mean is not looked at here.
 *
 * @param brokers the URIs of the brokers, with their own queries, in their order; at least one
 * @param options the options behind the brokers, by name, percent-decoded
 */
public record FailoverUri(List<String> brokers, Map<String, String> options) {
    private static final String SCHEME = "failover:";
    private static final Pattern BETWEEN_BROKERS =
            Pattern.compile(",(?=\\s*[A-Za-z][A-Za-z0-9+.-]*://)|,(?=\\s*(?:,|$))");
    private static final Pattern END_OF_BROKERS = Pattern.compile("\\)\\s*(?=\\?|$)");
    private static final Pattern BROKER_AFTER_OPTIONS = Pattern.compile(",\\s*[A-Za-z][A-Za-z0-9+.-]*://");
    private static final String EXAMPLE = "write it like failover:(tcp://a:61613,tcp://b:61613)?randomize=false";

    /**
     * Copies the parts.
     *
     * @param brokers as of the record
     * @param options as of the record
     */
    public FailoverUri {
        brokers = List.copyOf(brokers);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Tells what is read by {@link #parse}.
     *
     * @param uri any URI
     * @return whether its scheme is {@code failover}
     */
    public static boolean matches(String uri) {
        return uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * Takes a failover URI apart.
     *
     * @param uri begins with {@code failover:}, in any case; {@code failover://} is taken too
     * @return its parts
     * @throws IllegalArgumentException that says what is malformed, and shows no value of an option
     */
    public static FailoverUri parse(String uri) {
        if (!matches(uri)) {
            throw new IllegalArgumentException("a failover URI begins with " + SCHEME + "; " + EXAMPLE);
        }
        String rest = uri.substring(SCHEME.length()).strip();
        rest = rest.startsWith("//") ? rest.substring(2).strip() : rest;
        return rest.startsWith("(") ? inParentheses(rest) : bare(rest);
    }

    /** {@return how many brokers and which options there are; no values, as one may be a password} */
    @Override
    public String toString() {
        return "FailoverUri[" + brokers.size() + " brokers, options " + options.keySet() + "]";
    }

    private static FailoverUri inParentheses(String rest) {
        Matcher end = END_OF_BROKERS.matcher(rest);
        if (!end.find()) {
            throw new IllegalArgumentException(
                    "the parenthesis around the brokers does not end, or something other than" + " '?' follows it; "
                            + EXAMPLE);
        }
        return of(rest.substring(1, end.start()), rest.substring(end.end()));
    }

    private static FailoverUri bare(String rest) {
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark);
        if (!query.contains("priorityURIs=")
                && BROKER_AFTER_OPTIONS.matcher(query).find()) {
            throw new IllegalArgumentException(
                    "a broker follows the options; options of a single broker need parentheses"
                            + " around the brokers: " + EXAMPLE);
        }
        return of(mark < 0 ? rest : rest.substring(0, mark), query);
    }

    private static FailoverUri of(String brokers, String query) {
        return new FailoverUri(split(brokers), QueryOptions.parse(query.isEmpty() ? "" : query.substring(1), true));
    }

    private static List<String> split(String brokers) {
        List<String> uris = new ArrayList<>();
        Arrays.stream(BETWEEN_BROKERS.split(brokers, -1)).map(String::strip).forEach(uris::add);
        if (uris.contains("")) {
            throw new IllegalArgumentException(
                    uris.size() == 1
                            ? "there is no broker; " + EXAMPLE
                            : "an empty place between two commas; " + EXAMPLE);
        }
        return uris;
    }
}
