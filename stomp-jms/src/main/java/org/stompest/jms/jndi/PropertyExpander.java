package org.stompest.jms.jndi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.naming.ConfigurationException;

/** Puts values in the place of {@code ${name}} and {@code ${name:-default}}. Not thread-safe. */
final class PropertyExpander {
    private static final String OPEN = "${";
    private static final String DEFAULT = ":-";

    /** Entries made of entries: more are a mistake, or were made to fill the memory. */
    private static final int DEEPEST = 50;

    private static final int LONGEST = 100_000;

    private final UnaryOperator<String> outside;
    private final Map<String, ?> entries;
    private final Deque<String> pending = new ArrayDeque<>();

    /**
     * Makes an expander.
     *
     * @param outside what comes before the entries: the value of a name, taken as it is, or null
     * @param entries further values, which may contain variables themselves
     */
    PropertyExpander(UnaryOperator<String> outside, Map<String, ?> entries) {
        this.outside = outside;
        this.entries = entries;
    }

    static PropertyExpander ofProcess(Map<String, ?> entries) {
        return new PropertyExpander(
                name -> {
                    String property = System.getProperty(name);
                    return property == null ? System.getenv(name) : property;
                },
                entries);
    }

    /**
     * Expands a text.
     *
     * @param key the entry that it belongs to, for complaints; they never show the text
     * @param text the text
     * @return the text without variables
     */
    String expand(String key, String text) throws ConfigurationException {
        int open = text.indexOf(OPEN);
        if (open < 0) {
            return text;
        }
        StringBuilder expanded = new StringBuilder();
        int from = 0;
        for (; open >= 0; open = text.indexOf(OPEN, from)) {
            int close = close(key, text, open);
            expanded.append(text, from, open).append(variable(key, text.substring(open + OPEN.length(), close)));
            if (expanded.length() > LONGEST) {
                throw new ConfigurationException(
                        "the entry '" + key + "' becomes longer than " + LONGEST + " characters by its variables");
            }
            from = close + 1;
        }
        return expanded.append(text, from, text.length()).toString();
    }

    private String variable(String key, String inside) throws ConfigurationException {
        int split = inside.indexOf(DEFAULT);
        String name = split < 0 ? inside : inside.substring(0, split);
        if (name.isBlank()) {
            throw new ConfigurationException("the entry '" + key + "' has a variable without a name; write ${name}");
        }
        String value = outside.apply(name);
        if (value != null) {
            return value;
        }
        if (entries.get(name) instanceof String text && !text.isEmpty()) {
            return ofEntry(key, name, text);
        }
        if (split < 0) {
            throw new ConfigurationException("the entry '" + key + "' needs the variable '" + name
                    + "', which is neither a"
                    + " system property nor in the environment nor an entry; set it or write ${" + name + ":-default}");
        }
        return nested(key, name, inside.substring(split + DEFAULT.length()), key);
    }

    private String ofEntry(String key, String name, String text) throws ConfigurationException {
        if (pending.contains(name)) {
            throw new ConfigurationException(
                    "the entry '" + key + "' needs the variable '" + name + "', which is defined by itself");
        }
        return nested(key, name, text, name);
    }

    private String nested(String key, String name, String text, String keyOfText) throws ConfigurationException {
        if (pending.size() == DEEPEST) {
            throw new ConfigurationException("the entry '" + key + "' needs the variable '" + name
                    + "', which lies more than " + DEEPEST + " variables deep");
        }
        pending.push(name);
        try {
            return expand(keyOfText, text);
        } finally {
            pending.pop();
        }
    }

    /** The brace that ends a variable; a default may contain variables. */
    private static int close(String key, String text, int open) throws ConfigurationException {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.startsWith(OPEN, i)) {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw new ConfigurationException("the entry '" + key
                + "' has a variable that does not end; write ${name}, and '$' of" + " a URI as %24");
    }
}
