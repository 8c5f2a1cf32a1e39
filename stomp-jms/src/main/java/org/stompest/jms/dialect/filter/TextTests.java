package org.stompest.jms.dialect.filter;

import java.util.List;
import java.util.stream.Collectors;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterOperand.Kind;
import org.stompest.jms.internal.selector.LikePattern;

/**
 * Translates what is asked of texts. Brokers evaluate IN and LIKE for texts alone, where their {@code =} would convert; what a
 * number or boolean of this provider looks like as text has to be kept apart.
 */
final class TextTests {
    private TextTests() {}

    /** Translates IN and NOT IN, and so comparison with one text. */
    static Outcome in(Header header, List<String> texts, boolean negated) {
        String list = texts.stream().map(FilterLiterals::text).collect(Collectors.joining(", ", " IN (", ")"));
        FilterText among = FilterText.atom(header.name() + list);
        FilterText notAmong = FilterText.atom(header.name() + " NOT" + list);
        boolean ambiguous = texts.stream().anyMatch(TypeGuards::mayStandForOtherType);
        return outcome(header, among, notAmong, ambiguous, negated);
    }

    /** Translates LIKE and NOT LIKE. */
    static Outcome like(Header header, LikePattern pattern, boolean negated) {
        String like = " LIKE " + FilterLiterals.pattern(pattern);
        FilterText matches = FilterText.atom(header.name() + like);
        FilterText differs = FilterText.atom(header.name() + " NOT" + like);
        return outcome(header, matches, differs, TypeGuards.mayMatchOtherType(pattern), negated);
    }

    private static Outcome outcome(
            Header header, FilterText matches, FilterText differs, boolean ambiguous, boolean negated) {
        if (!header.mayBeText()) {
            return new Outcome(FilterText.FALSE, header.isNotNull());
        }
        FilterText undeclared = TypeGuards.undeclared(header);
        FilterText otherType = FilterText.or(
                TypeGuards.noText(header), FilterText.and(header.isNotNull(), TypeGuards.declared(header)));
        if (header.kind() == Kind.TEXT) {
            otherType = FilterText.FALSE;
        }
        if (negated) {
            return new Outcome(
                    FilterText.and(TypeGuards.text(header), differs, undeclared), FilterText.or(matches, otherType));
        }
        return new Outcome(
                FilterText.and(matches, ambiguous ? undeclared : FilterText.TRUE), FilterText.or(differs, otherType));
    }
}
