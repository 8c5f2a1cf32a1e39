package org.stompest.jms.internal.message;

import java.util.Locale;
import java.util.Set;

/** Which names a property may be given: the identifiers of selectors (Jakarta Messaging 3.1, 3.5.1 and 3.8.1.1). */
final class PropertyNames {
    private static final Set<String> RESERVED =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");
    private static final int LONGEST_RESERVED = 7;

    private PropertyNames() {}

    /**
     * Checks a name that the application gives to a property.
     *
     * @param name the name
     * @param identifier whether it has to be an identifier as in a selector
     * @throws IllegalArgumentException if it is null, empty, or none
     */
    static void check(String name, boolean identifier) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("the name of a property must not be null or empty");
        }
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the name of a property must not hold the character NUL: no header can");
        }
        if (!identifier) {
            return;
        }
        if (!Character.isJavaIdentifierStart(name.charAt(0))) {
            throw illegal(name, "must begin with a letter, '_' or '$'");
        }
        for (int i = 1; i < name.length(); i++) {
            if (!Character.isJavaIdentifierPart(name.charAt(i))) {
                throw illegal(name, "must not hold '" + name.charAt(i) + "'");
            }
        }
        if (name.length() <= LONGEST_RESERVED && RESERVED.contains(name.toUpperCase(Locale.ROOT))) {
            throw illegal(name, "is a word of the selector language");
        }
    }

    private static IllegalArgumentException illegal(String name, String why) {
        return new IllegalArgumentException("'" + name + "' cannot be the name of a property: it " + why
                + " (jms.validatePropertyNames=false turns this check off)");
    }
}
