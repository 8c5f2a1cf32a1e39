package org.stompest.wire.frame;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/**
 * The headers of a frame, in their order, unescaped. Where a header is repeated, the first one counts (STOMP 1.2,
 * "Repeated Header Entries"); the others stay reachable by index.
 *
 * <p>Immutable; usable from any thread. A frame has a dozen headers, so look-up is a scan over an array: no hashing, and
 * nothing is allocated but the array.
 */
public final class StompHeaders implements Iterable<Map.Entry<String, String>> {
    private static final StompHeaders EMPTY = new StompHeaders(new String[0], 0);

    /** Names at even indices, values behind them. */
    private final String[] entries;

    private final int length;

    /** What {@link #characters} found; -1 before. Whichever threads find it, they find the same. */
    private int characters = -1;

    private StompHeaders(String[] entries, int length) {
        this.entries = entries;
        this.length = length;
    }

    /** {@return no headers} */
    public static StompHeaders empty() {
        return EMPTY;
    }

    /**
     * Makes headers from names and values.
     *
     * @param namesAndValues a name, its value, the next name and so on
     * @return the headers in that order
     * @throws IllegalArgumentException if a value is missing
     */
    public static StompHeaders of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header name without a value: " + namesAndValues.length + " strings");
        }
        for (String s : namesAndValues) {
            Objects.requireNonNull(s, "header name or value");
        }
        return new StompHeaders(namesAndValues.clone(), namesAndValues.length);
    }

    /** {@return an empty builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts with these headers} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.entries = Arrays.copyOf(entries, Math.max(length + 8, 16));
        builder.length = length;
        return builder;
    }

    /**
     * Finds a header.
     *
     * @param name the name, case-sensitive
     * @return the value of the first header of that name, or null
     */
    public String get(String name) {
        int index = indexOf(entries, length, name);
        return index < 0 ? null : entries[index + 1];
    }

    /**
     * Finds a header or falls back.
     *
     * @param name the name, case-sensitive
     * @param otherwise what to return where there is none
     * @return the value of the first header of that name, or {@code otherwise}
     */
    public String getOrDefault(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    /**
     * Tells whether a header is there.
     *
     * @param name the name, case-sensitive
     * @return whether there is at least one header of that name
     */
    public boolean contains(String name) {
        return indexOf(entries, length, name) >= 0;
    }

    /** {@return the number of headers, repeated ones included} */
    public int size() {
        return length / 2;
    }

    /**
     * Tells how large the headers are, roughly. Counted once.
     *
     * @return how many chars all names and values have together, {@link Integer#MAX_VALUE} at most
     */
    public int characters() {
        int known = characters;
        if (known < 0) {
            long sum = 0;
            for (int i = 0; i < length; i++) {
                sum += entries[i].length();
            }
            known = (int) Math.min(sum, Integer.MAX_VALUE);
            characters = known;
        }
        return known;
    }

    /**
     * A header's name by position.
     *
     * @param index from 0 to {@link #size()} - 1
     * @return the name
     */
    public String name(int index) {
        return entries[2 * Objects.checkIndex(index, size())];
    }

    /**
     * A header's value by position.
     *
     * @param index from 0 to {@link #size()} - 1
     * @return the value
     */
    public String value(int index) {
        return entries[2 * Objects.checkIndex(index, size()) + 1];
    }

    /** {@return the names, each once, in the order of their first occurrence} */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < length; i += 2) {
            names.add(entries[i]);
        }
        return names;
    }

    /** Iterates over all headers in their order, repeated ones included. */
    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public Map.Entry<String, String> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Map.Entry<String, String> entry = new SimpleImmutableEntry<>(name(next), value(next));
                next++;
                return entry;
            }
        };
    }

    /** Equal are headers with the same names and values in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StompHeaders that && Arrays.equals(entries, 0, length, that.entries, 0, that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + entries[i].hashCode();
        }
        return hash;
    }

    /** {@return names and values for a log, without those of credentials: login, passcode and what is called like a secret} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(entries[i]).append('=');
            text.append(SecretHeaders.shown(entries[i], entries[i + 1]));
        }
        return text.append('}').toString();
    }

    private static int indexOf(String[] entries, int length, String name) {
        for (int i = 0; i < length; i += 2) {
            if (entries[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Collects headers. Not thread-safe. After {@link #build()} it is empty and can be used again.
     */
    public static final class Builder {
        private static final int INITIAL = 24;
        private static final int LARGEST_INITIAL = 64;

        private String[] entries = EMPTY.entries;
        private int length;

        /** How large the next array is: as the last one had to be. */
        private int initial = INITIAL;

        private Builder() {}

        /**
         * Appends a header, also where one of that name is there.
         *
         * @param name the name
         * @param value the value
         * @return this
         */
        public Builder add(String name, String value) {
            Objects.requireNonNull(name, "header name");
            if (value == null) {
                throw new NullPointerException("value of header " + name);
            }
            if (length == entries.length) {
                entries = length == 0 ? new String[initial] : Arrays.copyOf(entries, length * 2);
            }
            entries[length++] = name;
            entries[length++] = value;
            return this;
        }

        /**
         * Replaces the first header of that name, or appends one.
         *
         * @param name the name
         * @param value the value
         * @return this
         */
        public Builder set(String name, String value) {
            int index = indexOf(entries, length, name);
            if (index < 0) {
                return add(name, value);
            }
            entries[index + 1] = Objects.requireNonNull(value, name);
            return this;
        }

        /**
         * Sets {@code content-length}; for a body of less than 4 KiB without making a text each time.
         *
         * @param length the number of bytes of the body, 0 or more
         * @return this
         */
        public Builder contentLength(int length) {
            return set(StompHeaderNames.CONTENT_LENGTH, LengthText.of(length));
        }

        /**
         * Appends all headers of another set.
         *
         * @param headers what to append
         * @return this
         */
        public Builder addAll(StompHeaders headers) {
            for (int i = 0; i < headers.length; i += 2) {
                add(headers.entries[i], headers.entries[i + 1]);
            }
            return this;
        }

        /**
         * Removes every header of that name.
         *
         * @param name the name
         * @return this
         */
        public Builder remove(String name) {
            int kept = 0;
            for (int i = 0; i < length; i += 2) {
                if (!entries[i].equals(name)) {
                    entries[kept] = entries[i];
                    entries[kept + 1] = entries[i + 1];
                    kept += 2;
                }
            }
            Arrays.fill(entries, kept, length, null);
            length = kept;
            return this;
        }

        /**
         * Tells what was collected under a name.
         *
         * @param name the name
         * @return the value of the first header of that name, or null
         */
        public String get(String name) {
            int index = indexOf(entries, length, name);
            return index < 0 ? null : entries[index + 1];
        }

        /** {@return the number of headers collected} */
        public int size() {
            return length / 2;
        }

        /**
         * Forgets what was collected.
         *
         * @return this, empty
         */
        public Builder clear() {
            Arrays.fill(entries, 0, length, null);
            length = 0;
            return this;
        }

        /** {@return the headers; the array is handed over, not copied, and this builder is empty afterwards} */
        public StompHeaders build() {
            StompHeaders headers = length == 0 ? EMPTY : new StompHeaders(entries, length);
            if (length != 0) {
                initial = Math.min(length, LARGEST_INITIAL);
                entries = EMPTY.entries;
                length = 0;
            }
            return headers;
        }
    }
}
