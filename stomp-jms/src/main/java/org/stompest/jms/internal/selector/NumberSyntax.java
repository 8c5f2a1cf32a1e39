package org.stompest.jms.internal.selector;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as Java writes them: exact ones decimal, hexadecimal, octal or binary within the range of a long, whether or not
 * they end with L; approximate ones decimal or hexadecimal within the range of a double, whether they end with F, D or
 * neither. Underscores may stand between digits.
 */
final class NumberSyntax {
    /** One more than a long can hold; its negative is a long. */
    static final BigInteger BEYOND_LONG = BigInteger.ONE.shiftLeft(Long.SIZE - 1);

    private static final Pattern INTEGER = Pattern.compile("(?<decimal>0|[1-9](?:_*\\d)*)[lL]?"
            + "|0[xX](?<hex>\\p{XDigit}(?:_*\\p{XDigit})*)[lL]?"
            + "|0(?<octal>(?:_*[0-7])+)[lL]?"
            + "|0[bB](?<binary>[01](?:_*[01])*)[lL]?");
    private static final String DIGITS = "\\d(?:_*\\d)*";
    private static final String HEX_DIGITS = "\\p{XDigit}(?:_*\\p{XDigit})*";
    private static final String EXPONENT = "[eE][+-]?" + DIGITS;
    private static final Pattern FLOATING =
            Pattern.compile("(?:" + DIGITS + "\\.(?:" + DIGITS + ")?(?:" + EXPONENT + ")?"
                    + "|\\." + DIGITS + "(?:" + EXPONENT + ")?"
                    + "|" + DIGITS + EXPONENT
                    + "|" + DIGITS + "(?=[fFdD])"
                    + "|0[xX](?:" + HEX_DIGITS + "\\.?|(?:" + HEX_DIGITS + ")?\\." + HEX_DIGITS + ")[pP][+-]?" + DIGITS
                    + ")[fFdD]?");

    private NumberSyntax() {}

    /**
     * Reads a number.
     *
     * @param text without sign
     * @return {@link Long}, {@link Double}, or {@link BigInteger} for {@link #BEYOND_LONG}
     * @throws NumberFormatException whose message completes "the number ...": it is malformed or out of range
     */
    static Number parse(String text) {
        Matcher integer = INTEGER.matcher(text);
        if (integer.matches()) {
            if (integer.group("decimal") != null) {
                return decimal(digits(integer.group("decimal")));
            }
            if (integer.group("hex") != null) {
                return bits(digits(integer.group("hex")), 16);
            }
            return integer.group("octal") != null
                    ? bits(digits(integer.group("octal")), 8)
                    : bits(digits(integer.group("binary")), 2);
        }
        if (!FLOATING.matcher(text).matches()) {
            throw new NumberFormatException("is malformed");
        }
        double value = Double.parseDouble(digits(text));
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("is out of the range of a double");
        }
        return value;
    }

    private static String digits(String text) {
        return text.replace("_", "");
    }

    private static Number decimal(String digits) {
        BigInteger value = new BigInteger(digits);
        if (value.equals(BEYOND_LONG)) {
            return value;
        }
        if (value.bitLength() >= Long.SIZE) {
            throw new NumberFormatException("is out of the range of a long");
        }
        return value.longValue();
    }

    private static Long bits(String digits, int radix) {
        BigInteger value = new BigInteger(digits, radix);
        if (value.bitLength() > Long.SIZE) {
            throw new NumberFormatException("is out of the range of a long");
        }
        return value.longValue();
    }
}
