package org.stompest.jms.internal.message;

import java.util.Map;

/**
 * The header that tells of which type the properties are, since headers are text: {@code age=i,ok=z} says that
 * {@code age} is an int and {@code ok} a boolean. What it does not name is a string. In names, the three characters that
 * structure the header are written as in URLs ({@code %2C}, {@code %3D}, {@code %25}).
 *
 * <p>The letters: {@code z} boolean, {@code b} byte, {@code s} short, {@code i} int, {@code j} long, {@code f} float,
 * {@code d} double, {@code n} null (no header of that name), {@code e} a string with the character NUL, which no
 * header can hold: NUL stands as {@code \0}, a backslash as {@code \\}.
 */
final class PropertyTypes {
    static final char STRING = 't';
    static final char NULL = 'n';
    private static final char ESCAPED_STRING = 'e';

    private PropertyTypes() {}

    /** {@return the letter for a value that a property may have} */
    static char typeOf(Object value) {
        if (value instanceof String s) {
            return s.indexOf('\0') < 0 ? STRING : ESCAPED_STRING;
        }
        if (value == null) {
            return NULL;
        }
        return switch (value.getClass().getSimpleName()) {
            case "Boolean" -> 'z';
            case "Byte" -> 'b';
            case "Short" -> 's';
            case "Integer" -> 'i';
            case "Long" -> 'j';
            case "Float" -> 'f';
            case "Double" -> 'd';
            default -> throw new IllegalArgumentException("no property is a " + value.getClass());
        };
    }

    /** {@return the letter for a property whose sender told no type} */
    static char typeOfUntyped(String name) {
        return HeaderNames.JMSX_GROUP_SEQ.equals(name) ? 'i' : STRING;
    }

    /** {@return the value as its header has it} */
    static String encode(Object value, char type) {
        return type == ESCAPED_STRING ? value.toString().replace("\\", "\\\\").replace("\0", "\\0") : value.toString();
    }

    /** Appends a property to the text of the header. */
    static void append(StringBuilder types, String name, char type) {
        if (!types.isEmpty()) {
            types.append(',');
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case ',' -> types.append("%2C");
                case '=' -> types.append("%3D");
                case '%' -> types.append("%25");
                default -> types.append(c);
            }
        }
        types.append('=').append(type);
    }

    /**
     * Looks a property up, without taking the header apart.
     *
     * @param types the header, or null
     * @param name the property's name
     * @return its letter, {@link #STRING} if the header does not name it
     */
    static char find(String types, String name) {
        if (types == null) {
            return STRING;
        }
        int start = 0;
        while (start < types.length()) {
            int end = types.indexOf(',', start);
            if (end < 0) {
                end = types.length();
            }
            if (end - start > 2 && types.charAt(end - 2) == '=' && namesAt(types, start, end - 2, name)) {
                return types.charAt(end - 1);
            }
            start = end + 1;
        }
        return STRING;
    }

    /** Puts the properties that are null, and so have no header, into a map. */
    static void addNulls(String types, Map<String, ?> target) {
        if (types == null) {
            return;
        }
        for (String entry : types.split(",")) {
            if (entry.length() > 2 && entry.endsWith("=" + NULL)) {
                String name = entry.substring(0, entry.length() - 2);
                target.putIfAbsent(name.replace("%2C", ",").replace("%3D", "=").replace("%25", "%"), null);
            }
        }
    }

    /**
     * Reads a value.
     *
     * @param text the property's header
     * @param type its letter
     * @return the value; the text itself if it is not of that type, as when somebody else has changed it on its way
     */
    static Object decode(String text, char type) {
        try {
            return switch (type) {
                case 'z' -> Boolean.valueOf(text);
                case 'b' -> Byte.valueOf(text);
                case 's' -> Short.valueOf(text);
                case 'i' -> Integer.valueOf(text);
                case 'j' -> Long.valueOf(text);
                case 'f' -> Float.valueOf(text);
                case 'd' -> Double.valueOf(text);
                case ESCAPED_STRING -> unescape(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                plain.append(text.charAt(i) == '0' ? '\0' : text.charAt(i));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static boolean namesAt(String types, int start, int end, String name) {
        int at = start;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            String written = c == ',' ? "%2C" : c == '=' ? "%3D" : c == '%' ? "%25" : null;
            if (written == null ? at >= end || types.charAt(at) != c : !types.startsWith(written, at)) {
                return false;
            }
            at += written == null ? 1 : written.length();
        }
        return at == end;
    }
}
