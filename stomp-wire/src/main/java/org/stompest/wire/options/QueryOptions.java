package org.stompest.wire.options;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the part of a URI behind the question mark. Stateless. */
public final class QueryOptions {
    private static final Pattern BEGINS_OPTION = Pattern.compile("\\s*[A-Za-z][\\w.-]*=.*", Pattern.DOTALL);

    /** In place of a name: not to be shown, as it may have credentials. */
    private static final Pattern PART_OF_ADDRESS = Pattern.compile("://|@");

    private QueryOptions() {}

    /**
     * Splits a query into options. Names and values are percent-decoded (UTF-8); a plus sign stands for itself.
     *
     * @param query {@code name=value} with {@code &} between them; may be empty
     * @param commas whether a comma separates options too: it does where {@code name=} follows, and is part of the value
     *     where not
     * @return names and values, in their order
     * @throws IllegalArgumentException if an option has no name or no {@code =}, is given twice or is not properly
     *     percent-encoded; it never shows a value
     */
    public static Map<String, String> parse(String query, boolean commas) {
        Map<String, String> options = new LinkedHashMap<>();
        String previous = null;
        for (String piece : split(query, commas)) {
            int equals = piece.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        previous == null
                                ? "the options must be name=value with '&' between them"
                                : "what follows option '" + previous
                                        + "' is not name=value; write '&' within a value as" + " %26 and '%' as %25");
            }
            if (PART_OF_ADDRESS.matcher(piece.substring(0, equals)).find()) {
                throw new IllegalArgumentException("what follows "
                        + (previous == null ? "'?'" : "option '" + previous + "'")
                        + " looks like an address; options are name=value with '&' between them");
            }
            String name = decode(
                    piece.substring(0, equals).strip(),
                    "the name behind " + (previous == null ? "'?'" : "option '" + previous + "'"));
            String value = decode(piece.substring(equals + 1), "the value of option '" + name + "'");
            if (options.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("option '" + name + "' is given twice; keep one of them");
            }
            previous = name;
        }
        return options;
    }

    private static List<String> split(String query, boolean commas) {
        List<String> pieces = new ArrayList<>();
        for (String piece : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            if (commas) {
                splitAtCommas(piece, pieces);
            } else {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private static void splitAtCommas(String text, List<String> pieces) {
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1)) {
            int next = text.indexOf(',', comma + 1);
            if (BEGINS_OPTION
                    .matcher(text.substring(comma + 1, next < 0 ? text.length() : next))
                    .matches()) {
                pieces.add(text.substring(start, comma));
                start = comma + 1;
            }
        }
        pieces.add(text.substring(start));
    }

    private static String decode(String text, String what) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(hex(text, i + 1, what) << 4 | hex(text, i + 2, what));
                i += 2;
            } else {
                int codePoint = text.codePointAt(i);
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint) - 1;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is percent-encoded, but not as UTF-8", e);
        }
    }

    private static int hex(String text, int index, String what) {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException(what + " has a '%' without two hexadecimal digits; write '%' as %25");
        }
        return digit;
    }
}
