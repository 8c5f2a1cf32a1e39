package org.stompest.jms.dialect.filter;

import java.util.List;
import java.util.Map;
import org.stompest.jms.internal.selector.ComparisonOperator;

/**
 * What a broker makes of numbers, and by which names it knows the headers of JMS: where brokers differ whose filters are
 * written alike otherwise. Immutable; any thread may use it.
 */
public interface FilterLanguage {
    /** {@return the broker's name, for messages} */
    String broker();

    /**
     * Checks that a filter is not longer than the broker takes, or than is reasonable.
     *
     * @param filter the whole of it
     * @throws Untranslatable if it is
     */
    void checkSize(String filter);

    /**
     * Finds what a name stands for that is no ordinary property.
     *
     * @param identifier the name in a selector
     * @return one or more cases of which a message is in one at most; none for an ordinary property
     * @throws Untranslatable if the broker does not know it
     */
    List<Alternative> standsFor(String identifier);

    /**
     * Tells what has to be told apart further for one comparison to be translated.
     *
     * @param operands its sides, or at most three for BETWEEN; identifiers stand for the first of their cases
     * @return the cases of some identifiers, to take the place of those known so far
     * @throws Untranslatable if there are too many
     */
    Map<String, List<Alternative>> split(List<FilterOperand> operands);

    /**
     * Compares as numbers. Within a calculation what is no number makes the comparison unknown, alone on one side it makes it
     * false.
     *
     * @param left no constant
     * @param operator one of the six
     * @param right anything; a number if it is a constant
     * @return when it is true and when it is false
     * @throws Untranslatable if the broker cannot do that
     */
    Outcome numbers(FilterOperand left, ComparisonOperator operator, FilterOperand right);

    /**
     * Tells when a calculation has a value.
     *
     * @param calculation it
     * @return matches the messages of which all that it calculates with are numbers
     * @throws Untranslatable if the broker cannot tell
     */
    FilterText hasValue(FilterOperand.Calculation calculation);

    /**
     * One case of what an identifier stands for.
     *
     * @param guard when it is the case
     * @param operand what it stands for then
     */
    record Alternative(FilterText guard, FilterOperand operand) {
        /**
         * Makes the only case.
         *
         * @param operand what the identifier always stands for
         * @return one case
         */
        public static Alternative always(FilterOperand operand) {
            return new Alternative(FilterText.TRUE, operand);
        }
    }
}
