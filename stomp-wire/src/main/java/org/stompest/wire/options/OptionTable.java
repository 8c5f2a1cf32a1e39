package org.stompest.wire.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of one record: reads them all at once and complains about what it does not know.
 *
 * <p>Immutable; usable from any thread.
 */
public final class OptionTable {
    private final List<Option<?>> options;
    private final Map<String, Option<?>> byName = new HashMap<>();
    private final Set<String> ignored;

    /**
     * Makes a table.
     *
     * @param options the options that are known
     * @param ignored names of options that are accepted but mean nothing here; one that ends with {@code .*} stands for all
     *     that begin so
     */
    public OptionTable(List<Option<?>> options, Set<String> ignored) {
        this.options = List.copyOf(options);
        this.ignored = Set.copyOf(ignored);
        for (Option<?> option : options) {
            add(option.name(), option);
            option.aliases().forEach(alias -> add(alias, option));
        }
    }

    /** {@return the options, in the order of their declaration} */
    public List<Option<?>> options() {
        return options;
    }

    /** {@return the names of options that are accepted but mean nothing here; {@code .*} at the end stands for anything} */
    public Set<String> ignored() {
        return ignored;
    }

    /** {@return every name that is known, other spellings included, in alphabetical order} */
    public Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /**
     * Finds an option.
     *
     * @param name the name or another spelling of it, with its prefix, case-sensitive
     * @return the option, or null
     */
    public Option<?> find(String name) {
        Option<?> option = byName.get(name);
        if (option != null) {
            return option;
        }
        for (Option<?> candidate : options) {
            if (candidate.isFamily()
                    && name.startsWith(candidate.familyPrefix())
                    && name.length() > candidate.familyPrefix().length()) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * Brings other spellings to the proper name, so that one set of options can be laid over another.
     *
     * @param texts names and values
     * @return the same values, in the same order
     * @throws IllegalArgumentException if an option is given under two spellings
     */
    public Map<String, String> canonical(Map<String, String> texts) {
        Map<String, String> canonical = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            Option<?> option = byName.get(name);
            String proper = option == null ? name : option.name();
            if (canonical.putIfAbsent(proper, text) != null) {
                throw givenTwice(proper, name);
            }
        });
        return canonical;
    }

    /**
     * Reads options.
     *
     * @param texts names with their prefix, and values, percent-decoded
     * @return the values
     * @throws IllegalArgumentException that names the option that is unknown, malformed or given twice, its value unless
     *     that is secret, and what is allowed
     */
    public OptionValues read(Map<String, String> texts) {
        Map<Option<?>, Object> values = new IdentityHashMap<>();
        Map<Option<?>, Map<String, String>> families = new IdentityHashMap<>();
        Set<String> meaningless = new LinkedHashSet<>();
        canonical(texts).forEach((name, text) -> {
            Option<?> option = find(name);
            if (option == null) {
                if (!isIgnored(name)) {
                    throw unknown(name, text);
                }
                meaningless.add(name);
            } else if (option.isFamily()) {
                families.computeIfAbsent(option, o -> new LinkedHashMap<>())
                        .put(name.substring(option.familyPrefix().length()), text);
            } else {
                values.put(option, option.parse(text));
            }
        });
        values.putAll(families);
        return new OptionValues(values, meaningless);
    }

    /**
     * Makes the complaint about an option that is not known.
     *
     * @param name the name
     * @param text the value; left out of the complaint if it may be a password
     * @return the exception, with the names that come near
     */
    public IllegalArgumentException unknown(String name, String text) {
        List<String> nearest = NearestNames.of(name, names());
        boolean secret = Secrets.looksSecret(name)
                || nearest.stream().map(this::find).anyMatch(option -> option != null && option.isSecret());
        StringBuilder complaint =
                new StringBuilder("unknown option '").append(name).append("'");
        complaint
                .append(" with the value '")
                .append(secret ? Secrets.MASK : Secrets.mask(text))
                .append("'; ");
        if (nearest.isEmpty()) {
            complaint.append("known are ").append(String.join(", ", names()));
        } else {
            complaint
                    .append("did you mean ")
                    .append(String.join(" or ", nearest))
                    .append("?");
        }
        return new IllegalArgumentException(complaint.toString());
    }

    /**
     * Joins tables.
     *
     * @param tables in this order
     * @return a table of all their options
     */
    public static OptionTable union(OptionTable... tables) {
        List<Option<?>> options = new ArrayList<>();
        Set<String> ignored = new LinkedHashSet<>();
        for (OptionTable table : tables) {
            options.addAll(table.options);
            ignored.addAll(table.ignored);
        }
        return new OptionTable(options, ignored);
    }

    private boolean isIgnored(String name) {
        return ignored.contains(name)
                || ignored.stream()
                        .anyMatch(pattern ->
                                pattern.endsWith(".*") && name.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    private void add(String name, Option<?> option) {
        if (byName.putIfAbsent(name, option) != null) {
            throw new IllegalArgumentException("the option " + name + " is declared twice");
        }
    }

    private static IllegalArgumentException givenTwice(String proper, String name) {
        String spelling = name.equals(proper) ? "" : " (also spelt '" + name + "')";
        return new IllegalArgumentException("option '" + proper + "'" + spelling + " is given twice; keep one of them");
    }
}
