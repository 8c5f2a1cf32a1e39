package org.stompest.jms.internal.selector;

import jakarta.jms.InvalidSelectorException;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Splits a selector into tokens. Not thread-safe. */
final class SelectorLexer {
    private static final Map<String, TokenKind> KEYWORDS = EnumSet.range(TokenKind.TRUE, TokenKind.ESCAPE).stream()
            .collect(Collectors.toUnmodifiableMap(TokenKind::toString, Function.identity()));
    private static final String WHITE_SPACE = " \t\f\n\r";

    private final String text;
    private int position;

    SelectorLexer(String text) {
        this.text = text;
    }

    /**
     * Reads on.
     *
     * @return the next token; {@link TokenKind#END} at the end, as often as asked
     * @throws InvalidSelectorException if no token starts like this
     */
    Token next() throws InvalidSelectorException {
        while (position < text.length() && WHITE_SPACE.indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        if (position == text.length()) {
            return new Token(TokenKind.END, "", null, position);
        }
        int first = text.codePointAt(position);
        if (Character.isJavaIdentifierStart(first)) {
            return word();
        }
        if (first == '\'') {
            return string();
        }
        if (isDigit(first) || first == '.') {
            return number();
        }
        return symbol();
    }

    private Token word() {
        int start = position;
        while (position < text.length() && Character.isJavaIdentifierPart(text.codePointAt(position))) {
            position += Character.charCount(text.codePointAt(position));
        }
        String word = text.substring(start, position);
        TokenKind kind = KEYWORDS.getOrDefault(word.toUpperCase(Locale.ROOT), TokenKind.IDENTIFIER);
        return new Token(kind, word, null, start);
    }

    private Token string() throws InvalidSelectorException {
        int start = position;
        StringBuilder value = new StringBuilder();
        int at = start + 1;
        while (true) {
            int quote = text.indexOf('\'', at);
            if (quote < 0) {
                throw SelectorFault.at(text, start, "the string literal has no closing quote");
            }
            value.append(text, at, quote);
            at = quote + 1;
            if (at == text.length() || text.charAt(at) != '\'') {
                break;
            }
            value.append('\'');
            at++;
        }
        position = at;
        return new Token(TokenKind.STRING, text.substring(start, at), value.toString(), start);
    }

    private Token number() throws InvalidSelectorException {
        int start = position;
        while (position < text.length() && continuesNumber(start)) {
            position++;
        }
        String digits = text.substring(start, position);
        try {
            Number value = NumberSyntax.parse(digits);
            TokenKind kind = value instanceof BigInteger ? TokenKind.NUMBER_BEYOND_LONG : TokenKind.NUMBER;
            return new Token(kind, digits, value, start);
        } catch (NumberFormatException e) {
            InvalidSelectorException fault =
                    SelectorFault.at(text, start, "the number '" + digits + "' " + e.getMessage());
            fault.initCause(e);
            throw fault;
        }
    }

    private boolean continuesNumber(int start) {
        char c = text.charAt(position);
        if (c == '.' || Character.isJavaIdentifierPart(c)) {
            return true;
        }
        if (c != '+' && c != '-' || position == start) {
            return false;
        }
        boolean hex = text.startsWith("0x", start) || text.startsWith("0X", start);
        char previous = Character.toLowerCase(text.charAt(position - 1));
        return previous == (hex ? 'p' : 'e');
    }

    private Token symbol() throws InvalidSelectorException {
        TokenKind kind = switch (text.charAt(position)) {
            case '=' -> TokenKind.EQUAL;
            case '<' ->
                followedBy('>') ? TokenKind.NOT_EQUAL : followedBy('=') ? TokenKind.LESS_OR_EQUAL : TokenKind.LESS;
            case '>' -> followedBy('=') ? TokenKind.GREATER_OR_EQUAL : TokenKind.GREATER;
            case '+' -> TokenKind.PLUS;
            case '-' -> TokenKind.MINUS;
            case '*' -> TokenKind.TIMES;
            case '/' -> TokenKind.DIVIDED_BY;
            case '(' -> TokenKind.OPEN;
            case ')' -> TokenKind.CLOSE;
            case ',' -> TokenKind.COMMA;
            default ->
                throw SelectorFault.at(
                        text,
                        position,
                        "unexpected character '" + Character.toString(text.codePointAt(position)) + "'");
        };
        int start = position;
        position += kind.toString().length();
        return new Token(kind, kind.toString(), null, start);
    }

    private boolean followedBy(char c) {
        return position + 1 < text.length() && text.charAt(position + 1) == c;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
