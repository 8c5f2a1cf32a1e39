package org.stompest.wire.options;

import java.util.List;
import java.util.Objects;

/**
 * An option: what it is called and what it may be. A name that ends with {@code .*} stands for a family of options whose
 * values are collected in a map under what they are called behind the dot.
 *
 * <p>Immutable; usable from any thread. Two options are the same only if they are the same object.
 *
 * @param <T> what its value becomes
 */
public final class Option<T> {
    private static final String FAMILY = ".*";

    private final String name;
    private final List<String> aliases;
    private final OptionType<T> type;
    private final T defaultValue;
    private final boolean secret;

    private Option(String name, List<String> aliases, OptionType<T> type, T defaultValue, boolean secret) {
        this.name = Objects.requireNonNull(name, "name");
        this.aliases = aliases;
        this.type = type;
        this.defaultValue = defaultValue;
        this.secret = secret;
    }

    /**
     * Declares an option.
     *
     * @param <T> what its value becomes
     * @param name with its prefix, such as {@code transport.tcpNoDelay}
     * @param type what it may be
     * @param defaultValue what counts where it is not given; may be null
     * @return the option
     */
    public static <T> Option<T> of(String name, OptionType<T> type, T defaultValue) {
        return new Option<>(name, List.of(), type, defaultValue, false);
    }

    /**
     * Adds other spellings.
     *
     * @param names with their prefix
     * @return an option that has these spellings too
     */
    public Option<T> alias(String... names) {
        return new Option<>(name, List.of(names), type, defaultValue, secret);
    }

    /** {@return an option whose value is never shown} */
    public Option<T> secret() {
        return new Option<>(name, aliases, type, defaultValue, true);
    }

    /** {@return the name, with its prefix} */
    public String name() {
        return name;
    }

    /** {@return other spellings of the name, with their prefix} */
    public List<String> aliases() {
        return aliases;
    }

    /** {@return what it may be} */
    public OptionType<T> type() {
        return type;
    }

    /** {@return what counts where it is not given, or null} */
    public T defaultValue() {
        return defaultValue;
    }

    /** {@return whether the value must not be shown} */
    public boolean isSecret() {
        return secret;
    }

    /** {@return whether this stands for a family of options} */
    public boolean isFamily() {
        return name.endsWith(FAMILY);
    }

    /**
     * Reads a value.
     *
     * @param text the text, percent-decoded
     * @return the value
     * @throws IllegalArgumentException that names this option, the text and what is allowed
     */
    public T parse(String text) {
        try {
            return type.parse(text);
        } catch (IllegalArgumentException e) {
            IllegalArgumentException complaint = new IllegalArgumentException("option '" + name + "' has the value '"
                    + (secret ? Secrets.MASK : Secrets.mask(text)) + "', allowed is " + type.allowed());
            if (!secret && Secrets.mask(text).equals(text)) {
                complaint.initCause(e);
            }
            throw complaint;
        }
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return name;
    }

    /** {@return the part of the name that all members of this family begin with, dot included} */
    String familyPrefix() {
        return name.substring(0, name.length() - 1);
    }
}
