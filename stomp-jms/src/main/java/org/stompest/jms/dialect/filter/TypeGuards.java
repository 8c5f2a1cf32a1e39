package org.stompest.jms.dialect.filter;

import java.util.Set;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterOperand.Kind;
import org.stompest.jms.internal.selector.LikePattern;

/**
 * Conditions on the type of a header. A message of this provider (it has the header of the body's type) names its properties
 * that are no texts in the header of types, such as {@code age=i,ok=z}. Of any other message, a text that reads as a number
 * or boolean may be meant as one, since STOMP has no others; properties that the broker itself knows as numbers and booleans,
 * which other protocols set, count as such.
 */
public final class TypeGuards {
    private static final String BODY_TYPE = "JMS_STOMP_BodyType";
    private static final String PROPERTY_TYPES = "JMS_STOMP_PropertyTypes";
    private static final Set<String> WORDS = Set.of("true", "false", "NaN", "Infinity", "-Infinity");
    private static final String DIGITS = "0123456789-.E";

    private TypeGuards() {}

    /**
     * Tells that this provider sent it as a number or boolean.
     *
     * @param header a property
     * @return has a value always
     */
    public static FilterText declared(Header header) {
        if (header.property() == null) {
            return FilterText.FALSE;
        }
        return FilterText.and(
                FilterText.atom(PROPERTY_TYPES + " IS NOT NULL"),
                FilterText.atom("',' + " + PROPERTY_TYPES + like(header)));
    }

    /**
     * Tells that it may be a text: it was not sent by this provider as something else.
     *
     * @param header anything
     * @return has a value always
     */
    public static FilterText undeclared(Header header) {
        if (header.property() == null) {
            return FilterText.TRUE;
        }
        return FilterText.or(
                FilterText.atom(PROPERTY_TYPES + " IS NULL"),
                FilterText.atom("',' + " + PROPERTY_TYPES + " NOT" + like(header)));
    }

    private static String like(Header header) {
        String pattern = "%," + header.property().replace("_", "!_") + "=%";
        return " LIKE " + FilterLiterals.text(pattern) + (pattern.contains("!") ? " ESCAPE '!'" : "");
    }

    /**
     * Tells that it may be a number or boolean: it was not sent by this provider as a text.
     *
     * @param header a property
     * @return has a value always
     */
    public static FilterText noDeclaredText(Header header) {
        return FilterText.or(FilterText.atom(BODY_TYPE + " IS NULL"), declared(header));
    }

    /** {@return that it is a text to the broker; has a value if the header is there} */
    static FilterText text(Header header) {
        return header.kind() == Kind.TEXT ? FilterText.TRUE : FilterText.atom(header.name() + " LIKE '%'");
    }

    /** {@return that it is there and no text to the broker} */
    static FilterText noText(Header header) {
        return header.kind() == Kind.TEXT ? FilterText.FALSE : FilterText.atom(header.name() + " NOT LIKE '%'");
    }

    /**
     * Tells that its text has a point, as all approximate numbers have and no exact ones.
     *
     * @param header a property
     * @return has a value if the header is there
     */
    public static FilterText point(Header header) {
        return FilterText.atom("'' + " + header.name() + " LIKE '%.%'");
    }

    /**
     * Tells the opposite of {@link #point}.
     *
     * @param header a property
     * @return has a value if the header is there
     */
    public static FilterText noPoint(Header header) {
        return FilterText.atom("'' + " + header.name() + " NOT LIKE '%.%'");
    }

    /** {@return that it is a boolean of this value; has a value if the header is there} */
    static FilterText isBoolean(Header header, boolean value) {
        if (header.kind() != Kind.ANY) {
            return FilterText.FALSE;
        }
        String name = header.name();
        FilterText equal = FilterText.atom(name + " = " + (value ? "TRUE" : "FALSE"));
        FilterText matches = value // to the broker, any text that is not "true" equals FALSE
                ? equal
                : FilterText.or(FilterText.atom(name + " LIKE 'false'"), FilterText.and(noText(header), equal));
        return FilterText.and(matches, noDeclaredText(header));
    }

    /** {@return whether a number or boolean may be written like this} */
    static boolean mayStandForOtherType(String text) {
        return WORDS.contains(text) || text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }

    /** {@return whether what is written for a number or boolean may match} */
    static boolean mayMatchOtherType(LikePattern pattern) {
        return WORDS.stream().anyMatch(pattern::matches)
                || pattern.literalCodePoints().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }
}
