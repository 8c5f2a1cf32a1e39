package org.stompest.jms.dialect.filter;

import java.util.List;
import org.stompest.jms.internal.selector.Truth;

/**
 * A condition of three values as two filters of two; where neither matches, it is unknown.
 *
 * @param whenTrue matches the messages of which the condition is true
 * @param whenFalse matches the messages of which it is false
 */
public record Outcome(FilterText whenTrue, FilterText whenFalse) {
    /**
     * Makes the outcome of what is known.
     *
     * @param truth the same for every message
     * @return its two filters
     */
    public static Outcome of(Truth truth) {
        return new Outcome(FilterText.of(truth == Truth.TRUE), FilterText.of(truth == Truth.FALSE));
    }

    Outcome not() {
        return new Outcome(whenFalse, whenTrue);
    }

    static Outcome and(List<Outcome> outcomes) {
        return new Outcome(
                FilterText.and(outcomes.stream().map(Outcome::whenTrue).toList()),
                FilterText.or(outcomes.stream().map(Outcome::whenFalse).toList()));
    }

    static Outcome or(List<Outcome> outcomes) {
        return new Outcome(
                FilterText.or(outcomes.stream().map(Outcome::whenTrue).toList()),
                FilterText.and(outcomes.stream().map(Outcome::whenFalse).toList()));
    }

    /** Joins what holds in different cases, of which a message is in one at most. */
    static Outcome anyOf(List<Outcome> cases) {
        return new Outcome(
                FilterText.or(cases.stream().map(Outcome::whenTrue).toList()),
                FilterText.or(cases.stream().map(Outcome::whenFalse).toList()));
    }

    Outcome onlyIf(FilterText guard) {
        return new Outcome(FilterText.and(guard, whenTrue), FilterText.and(guard, whenFalse));
    }
}
