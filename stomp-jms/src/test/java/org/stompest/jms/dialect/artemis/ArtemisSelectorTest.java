package org.stompest.jms.dialect.artemis;

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

/** How filters look; whether they answer right is tested against Artemis itself. */
class ArtemisSelectorTest {
    private static final String PREFIX = "convert_string_expressions:";

    private static String translate(String selector) throws JMSException {
        String filter = ArtemisSelector.translate(Selector.parse(selector), UnaryOperator.identity());
        assertThat(filter).startsWith(PREFIX + "(").endsWith(")");
        return filter.substring(PREFIX.length() + 1, filter.length() - 1)
                .replace(
                        "(JMS_STOMP_BodyType IS NULL OR JMS_STOMP_PropertyTypes IS NOT NULL AND ',' + JMS_STOMP_PropertyTypes LIKE '%,x=%')",
                        "<no text>")
                .replace(
                        "(JMS_STOMP_PropertyTypes IS NULL OR ',' + JMS_STOMP_PropertyTypes NOT LIKE '%,x=%')",
                        "<text>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x = 'red'             | x IN ('red')",
                "'it''s' = x           | x IN ('it''s')",
                "x = '7'               | x IN ('7') AND <text>",
                "x <> 'red'            | x LIKE '%' AND x NOT IN ('red') AND <text>",
                "x IN ('a', 'true')    | x IN ('a', 'true') AND <text>",
                "x LIKE 'a%'           | x LIKE 'a%'",
                "x LIKE 'a\\_' ESCAPE '\\' | x LIKE 'a!_' ESCAPE '!'",
                "x LIKE '7%'           | x LIKE '7%' AND <text>",
                "x = TRUE              | x = TRUE AND <no text>",
                "x                     | x = TRUE AND <no text>",
                "NOT x                 | (x LIKE 'false' OR x NOT LIKE '%' AND x = FALSE) AND <no text>",
                "x < 5                 | x < 5.0 AND <no text>",
                "5 < x                 | x > 5.0 AND x <= 1E400 AND <no text>",
                "x >= -5               | x BETWEEN (-5.0) AND 1E400 AND <no text>",
                "x = 0                 | x BETWEEN (-0.0) AND 0.0 AND <no text>",
                "x <> 1                | (x < 1.0 OR x > 1.0) AND <no text>",
                "NOT (x < 5)           | x IS NOT NULL AND NOT (x < 5.0 AND <no text>)",
                "x IS NULL             | x IS NULL",
                "NOT (x IS NULL)       | x IS NOT NULL",
                "JMSPriority > 4       | AMQPriority > 4.0 AND AMQPriority <= 1E400",
                "JMSDeliveryMode = 'PERSISTENT'   | AMQDurable = 'DURABLE'",
                "JMSDeliveryMode <> 'PERSISTENT'  | AMQDurable = 'NON_DURABLE'",
                "JMSDeliveryMode LIKE 'NON%'      | AMQDurable = 'NON_DURABLE'",
                "JMSDeliveryMode IS NULL          | FALSE",
                "JMSMessageID = 'ID:1' | JMS_STOMP_MessageID IN ('ID:1') OR JMS_STOMP_MessageID IS NULL AND AMQUserID IN ('ID:1')",
                "JMSMessageID IS NULL  | JMS_STOMP_MessageID IS NULL AND AMQUserID IS NULL",
                "JMSTimestamp < 5      | JMS_STOMP_Timestamp < 5.0 OR JMS_STOMP_Timestamp IS NULL AND AMQTimestamp < 5.0",
                "JMSType = 'a' AND JMSCorrelationID = '7' | JMSType IN ('a') AND JMSCorrelationID IN ('7')",
                "JMSXGroupID = 'g'     | AMQGroupID IN ('g')",
                "1 + 1 = 2             | TRUE",
                "1 / 0 = 2             | FALSE",
                "NOT ('a' = 1)         | TRUE",
                "x = 'red' AND (x = 'blue' OR x = 'a') | x IN ('red') AND (x IN ('blue') OR x IN ('a'))",
                "NOT (x IN ('red') AND x IS NULL) | x NOT IN ('red') OR x NOT LIKE '%' OR x IS NOT NULL AND JMS_STOMP_PropertyTypes IS NOT NULL AND ',' + JMS_STOMP_PropertyTypes LIKE '%,x=%' OR x IS NOT NULL",
                "x LIKE '%a%'          | x LIKE '%a%' AND <text>",
                "x LIKE '_._'          | x LIKE '_._' AND <text>"
            })
    void selectorsBecomeFilters(String selector, String filter) throws JMSException {
        assertThat(translate(selector)).isEqualTo(filter);
    }

    @Test
    void noSelectorBecomesAFilterThatLetsEverythingThrough() throws JMSException {
        assertThat(translate("")).isEqualTo("TRUE");
    }

    @Test
    void underscoresOfNamesAreNoWildcardsInTheHeaderOfTypes() throws JMSException {
        assertThat(translate("my_age < 5")).contains("LIKE '%,my!_age=%' ESCAPE '!'");
    }

    @Test
    void aPropertyIsFoundInItsHeaderAndItsTypeUnderItsName() throws JMSException {
        String filter = new ArtemisDialect().translateSelector("type < 5", new StompQueue("any"));
        assertThat(filter).contains("(JMS_STOMP_Property_type < 5.0 AND").contains("LIKE '%,type=%'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "größe < 5             | Artemis does not take 'größe' for the name of a property",
                "xPath = 'a'           | Artemis does not take 'xPath' for the name of a property",
                "JMSXDeliveryCount > 1 | the broker does not know JMSXDeliveryCount",
                "a / b / c / d / e = 1 | it divides with more than 4 properties in one comparison"
            })
    void whatArtemisCannotEvaluateIsRefused(String selector, String reason) {
        assertThatThrownBy(() -> translate(selector))
                .isInstanceOf(JMSException.class)
                .isNotInstanceOf(InvalidSelectorException.class)
                .hasMessage("Artemis cannot evaluate the selector \"" + selector + "\": " + reason);
    }

    @Test
    void quotientsInQuotientsThatWouldGrowWithoutEndAreRefused() {
        String selector = "a" + " / a".repeat(20) + " = 1";
        assertThatThrownBy(() -> translate(selector)).hasMessageContaining("a filter of more than");
    }

    @Test
    void longSelectorsAreTranslated() throws JMSException {
        String selector =
                IntStream.range(0, 1000).mapToObj(i -> "x = 'v" + i + "'").collect(Collectors.joining(" OR "));
        assertThat(translate(selector)).startsWith("x IN ('v0') OR x IN ('v1')").endsWith("x IN ('v999')");
    }

    @Test
    void tooLongASelectorIsRefusedWithoutRepeatingItWhole() {
        String selector = "x = 'v' OR ".repeat(3) + "y = '" + "v".repeat(100_000) + "'";
        assertThatThrownBy(() -> translate(selector))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("Artemis cannot evaluate the selector \"x = 'v' OR")
                        .endsWith("...\": it becomes a filter of more than 65536 characters")
                        .hasSizeLessThan(400));
    }
}
