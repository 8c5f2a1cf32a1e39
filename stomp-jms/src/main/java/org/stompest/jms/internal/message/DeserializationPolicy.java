package org.stompest.jms.internal.message;

import java.io.ObjectInputFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which classes an object that came in a message may be made of. Entries are names of classes or packages, nested classes
 * and sub-packages included; {@code *} is every class; the deny list wins. Immutable; usable from any thread.
 *
 * <p>Without any entry only what can do no harm is allowed: {@code String}, the boxed types and what they derive from
 * ({@code Number}, {@code Object}, {@code Enum}), and arrays of these and of primitive types. An array is judged by its
 * component type.
 *
 * @param allowList what is allowed beside that
 * @param denyList what is not allowed, even if it is on the allow list or one of the harmless classes
 */
public record DeserializationPolicy(List<String> allowList, List<String> denyList) {
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
            Double.class);
    private static final Set<String> HARMLESS_NAMES =
            Set.copyOf(HARMLESS.stream().map(Class::getName).toList());

    /** An object in an object in an object... that deep at most. */
    private static final long DEEPEST = 200;

    /** A collection asks for up to four places for each element, of which each took a byte in the body, or for few. */
    private static final long PLACES_PER_BYTE = 4;

    private static final long FEW_PLACES = 1024;

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

    /**
     * Makes the filter for one object (JEP 290).
     *
     * @param bodyLength the number of bytes that it is read from
     * @return judges classes, depth, references and the length of arrays
     */
    ObjectInputFilter filter(int bodyLength) {
        long longestArray = Math.max(FEW_PLACES, PLACES_PER_BYTE * bodyLength);
        return info -> {
            if (info.depth() > DEEPEST
                    || info.references() > bodyLength
                    || info.streamBytes() > bodyLength
                    || info.arrayLength() > longestArray) {
                return ObjectInputFilter.Status.REJECTED;
            }
            Class<?> type = info.serialClass();
            if (type == null) {
                return ObjectInputFilter.Status.UNDECIDED;
            }
            while (type.isArray()) {
                type = type.getComponentType();
            }
            return type.isPrimitive() || allows(type.getName())
                    ? ObjectInputFilter.Status.ALLOWED
                    : ObjectInputFilter.Status.REJECTED;
        };
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
