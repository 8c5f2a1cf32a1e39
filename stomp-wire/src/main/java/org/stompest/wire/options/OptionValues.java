package org.stompest.wire.options;

import java.util.Map;
import java.util.Set;

/**
 * What was read by an {@link OptionTable}.
 *
 * <p>Immutable; usable from any thread.
 */
public final class OptionValues {
    private final Map<Option<?>, Object> values;
    private final Set<String> ignored;

    OptionValues(Map<Option<?>, Object> values, Set<String> ignored) {
        this.values = values;
        this.ignored = ignored;
    }

    /**
     * The value of an option.
     *
     * @param <T> its type
     * @param option the option
     * @return what was given, else its default
     */
    public <T> T get(Option<T> option) {
        return get(option, option.defaultValue());
    }

    /**
     * The value of an option whose default depends on who asks.
     *
     * @param <T> its type
     * @param option the option
     * @param otherwise the default
     * @return what was given, else {@code otherwise}
     */
    @SuppressWarnings("unchecked") // the table put a T under an Option<T>
    public <T> T get(Option<T> option, T otherwise) {
        Object value = values.get(option);
        return value == null ? otherwise : (T) value;
    }

    /** {@return the names of the options that were given but mean nothing here, in their order} */
    public Set<String> ignored() {
        return ignored;
    }
}
