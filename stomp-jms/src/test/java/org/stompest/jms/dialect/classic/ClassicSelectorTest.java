package org.stompest.jms.dialect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stompest.jms.StompQueue;
import org.stompest.jms.internal.selector.Selector;

/** How filters look; whether they answer right is tested against the broker itself. */
class ClassicSelectorTest {
    private static String translate(String selector) throws JMSException {
        return ClassicSelector.translate(Selector.parse(selector), UnaryOperator.identity())
                .replace(
                        "(JMS_STOMP_BodyType IS NULL OR JMS_STOMP_PropertyTypes IS NOT NULL AND ',' + JMS_STOMP_PropertyTypes LIKE '%,x=%')",
                        "<no text>")
                .replace(
                        "(JMS_STOMP_PropertyTypes IS NULL OR ',' + JMS_STOMP_PropertyTypes NOT LIKE '%,x=%')", "<text>")
                .replace("'' + x LIKE '%.%'", "<point>")
                .replace("'' + x NOT LIKE '%.%'", "<no point>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x = 'red'             | x IN ('red')",
                "x = '7'               | x IN ('7') AND <text>",
                "x LIKE 'a\\_' ESCAPE '\\' | x LIKE 'a!_' ESCAPE '!'",
                "x                     | x = TRUE AND <no text>",
                "x < 5                 | x < 5.0 AND <no text>",
                "x > 9007199254740993  | (<no point> AND x BETWEEN 9007199254740994 AND 9223372036854775807 OR <point> AND x BETWEEN 9.007199254740994E15 AND 1.7976931348623157E308 OR '' + x LIKE 'Infinity') AND <no text>",
                "x + 1 = 8             | (<no point> AND x = 7.0 OR <point> AND x BETWEEN 7.0 AND 7.000000000000001) AND <no text>",
                "x + 0.5 = 8           | <point> AND x BETWEEN 7.5 AND 7.500000000000001 AND <no text>",
                "x / 2 = 3             | (<no point> AND x BETWEEN 6.0 AND 7.0 OR <point> AND x = 6.0) AND <no text>",
                "-x >= 5               | (<no point> AND x BETWEEN (-9223372036854775808) AND (-5.0) OR <point> AND x BETWEEN (-1.7976931348623157E308) AND (-5.0) OR '' + x LIKE '-Infinity') AND <no text>",
                "x = 9223372036854775807 + 0 | (<no point> AND x = 9223372036854775807 OR <point> AND x = 9.223372036854776E18) AND <no text>",
                "JMSPriority > 4       | JMSPriority > 4.0 AND JMSPriority <= 1E400",
                "JMSPriority + 1 = 5   | JMSPriority = 4.0",
                "JMSDeliveryMode = 'PERSISTENT' | JMSDeliveryMode IN ('PERSISTENT')",
                "JMSMessageID = 'ID:1' | JMS_STOMP_MessageID IN ('ID:1') OR JMS_STOMP_MessageID IS NULL AND JMSMessageID IN ('ID:1')",
                "JMSTimestamp < 5      | JMS_STOMP_Timestamp < 5.0 OR JMS_STOMP_Timestamp IS NULL AND JMSTimestamp < 5.0",
                "JMSTimestamp IS NULL  | FALSE",
                "JMSType = 'a' AND JMSCorrelationID = '7' | JMSType IN ('a') AND JMSCorrelationID IN ('7')",
                "JMSType = JMSCorrelationID | JMSType IS NOT NULL AND JMSCorrelationID IS NOT NULL AND JMSType = JMSCorrelationID",
                "JMSXGroupID = 'g'     | JMSXGroupID IN ('g')",
                "JMSXDeliveryCount > 1 | JMSXDeliveryCount > 1.0 AND JMSXDeliveryCount <= 1E400",
                "1 + 1 = 2             | TRUE",
                "1 / 0 = 2             | FALSE"
            })
    void selectorsBecomeFilters(String selector, String filter) throws JMSException {
        assertThat(translate(selector)).isEqualTo(filter);
    }

    @Test
    void aSequenceInTheGroupIsMissingWhereTheBrokerSaysZeroAndNobodyHasSetIt() throws JMSException {
        assertThat(translate("JMSXGroupSeq IS NULL"))
                .startsWith("JMSXGroupSeq = 0 AND (JMS_STOMP_PropertyTypes IS NULL OR");
    }

    @Test
    void aPropertyIsFoundInItsHeaderAndItsTypeUnderItsName() throws JMSException {
        String filter = new ClassicDialect().translateSelector("type < 5", new StompQueue("any"));
        assertThat(filter).contains("JMS_STOMP_Property_type < 5.0 AND").contains("LIKE '%,type=%'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "größe < 5             | ActiveMQ Classic does not take 'größe' for the name of a property",
                "xQuery = 'a'          | ActiveMQ Classic does not take 'xQuery' for the name of a property",
                "a < b                 | the broker cannot compare the numbers of two properties",
                "a * b > 1             | the broker cannot calculate with more than one property",
                "a * a > 1             | the broker cannot calculate with more than one property",
                "1 / a > 1             | the broker cannot divide by a property",
                "a * 0 = 0             | it multiplies with zero or divides by it",
                "a + 1E308 * 10 > 0    | it calculates with an infinite number"
            })
    void whatTheBrokerCannotEvaluateIsRefused(String selector, String reason) {
        assertThatThrownBy(() -> translate(selector))
                .isInstanceOf(JMSException.class)
                .isNotInstanceOf(InvalidSelectorException.class)
                .hasMessage("ActiveMQ Classic cannot evaluate the selector \"" + selector + "\": " + reason);
    }

    @Test
    void whatIsTooLongForAHeaderIsRefused() {
        String selector =
                IntStream.range(0, 800).mapToObj(i -> "x = 'v" + i + "'").collect(Collectors.joining(" OR "));
        assertThatThrownBy(() -> translate(selector))
                .hasMessageContaining("...\": it becomes a header of more than 10000 bytes");
        assertThatThrownBy(() -> translate("x = '" + ":".repeat(5000) + "'")).hasMessageContaining("10000 bytes");
    }
}
