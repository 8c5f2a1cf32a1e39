package org.stompest.jms.internal.message;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which classes an object that came in a message may be made of. Entries are names of classes or packages, nested classes
 * and sub-packages included; {@code *} is every class; the deny list wins. Immutable; usable from any thread.
 *
 * <p>Without any entry only what can do no harm is allowed: {@code String}, the boxed types and what they derive from
 * ({@code Number}, {@code Object}, {@code Enum}), and arrays of these and of primitive types. An array is judged by its
 * component type, a dynamic proxy by its interfaces; what handles its calls is an object as any other.
 *
 * @param allowList what is allowed beside that
 * @param denyList what is not allowed, even if it is on the allow list or one of the harmless classes
 * @param maxDepth how deep objects may lie in objects, 1 or more
 * @param maxBytes how many bytes there may be, 1 or more
 */
public record DeserializationPolicy(List<String> allowList, List<String> denyList, int maxDepth, int maxBytes) {
    private static final int DEPTH = 200;

    /** Both lists empty. */
    public static final DeserializationPolicy DEFAULT = new DeserializationPolicy(List.of(), List.of());

    /** The option that holds {@link #allowList}, for the texts of exceptions. */
    public static final String ALLOW_LIST_OPTION = "jms.deserializationPolicy.allowList";

    private static final String ALL = "*";
    private static final Set<Class<?>> HARMLESS = Set.of(
            Object.class,
            Number.class,
            Enum.class,
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Proxy.class);
    private static final Set<String> HARMLESS_NAMES =
            Set.copyOf(HARMLESS.stream().map(Class::getName).toList());

    /** The option that holds {@link #maxDepth}. */
    static final String MAX_DEPTH_OPTION = "jms.deserializationPolicy.maxDepth";

    /** The option that holds {@link #maxBytes}. */
    static final String MAX_BYTES_OPTION = "jms.deserializationPolicy.maxBytes";

    /**
     * Makes a policy with the limits that are set unless others are asked for: 200 deep, of any size.
     *
     * @param allowList what is allowed
     * @param denyList what is not allowed
     */
    public DeserializationPolicy(List<String> allowList, List<String> denyList) {
        this(allowList, denyList, DEPTH, Integer.MAX_VALUE);
    }

    /** Copies the lists and takes {@code a.b.*} for {@code a.b}. */
    public DeserializationPolicy {
        allowList = normalized(allowList);
        denyList = normalized(denyList);
    }

    /**
     * Judges a class by its name.
     *
     * @param className as {@link Class#getName()} gives it, not of an array
     * @return whether it may be deserialized
     */
    public boolean allows(String className) {
        return !matches(denyList, className) && (HARMLESS_NAMES.contains(className) || matches(allowList, className));
    }

    private static List<String> normalized(List<String> entries) {
        List<String> names = new ArrayList<>(entries.size());
        for (String entry : entries) {
            String name = entry.strip();
            names.add(name.endsWith(".*") ? name.substring(0, name.length() - 2) : name);
        }
        return List.copyOf(names);
    }

    private static boolean matches(List<String> entries, String className) {
        for (String entry : entries) {
            if (entry.equals(ALL)
                    || className.equals(entry)
                    || (className.startsWith(entry)
                            && className.length() > entry.length()
                            && (className.charAt(entry.length()) == '.' || className.charAt(entry.length()) == '$'))) {
                return true;
            }
        }
        return false;
    }
}
