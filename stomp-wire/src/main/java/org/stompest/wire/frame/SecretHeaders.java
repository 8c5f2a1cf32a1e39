package org.stompest.wire.frame;

import java.util.regex.Pattern;

/** Knows the headers whose values nobody may find in a log. Stateless. */
final class SecretHeaders {
    /** Stands where a secret was. */
    static final String MASK = "***";

    private static final Pattern NAMES = Pattern.compile(
            "^login$|pass|pwd|secret|token|credential|authorization|cookie|api-?key", Pattern.CASE_INSENSITIVE);

    private SecretHeaders() {}

    static String shown(String name, String value) {
        return NAMES.matcher(name).find() ? MASK : value;
    }
}
