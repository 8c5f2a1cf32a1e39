package org.stompest.jms.dialect.classic;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.stompest.jms.dialect.filter.FilterLanguage;
import org.stompest.jms.dialect.filter.FilterOperand;
import org.stompest.jms.dialect.filter.FilterOperand.Calculation;
import org.stompest.jms.dialect.filter.FilterOperand.Constant;
import org.stompest.jms.dialect.filter.FilterOperand.Header;
import org.stompest.jms.dialect.filter.FilterOperand.Kind;
import org.stompest.jms.dialect.filter.FilterText;
import org.stompest.jms.dialect.filter.Outcome;
import org.stompest.jms.dialect.filter.Untranslatable;
import org.stompest.jms.internal.selector.ArithmeticOperator;
import org.stompest.jms.internal.selector.ComparisonOperator;

/**
 * What ActiveMQ Classic does in its own way: it reads a text as a number where it is compared with one, but cannot calculate
 * with it. So calculations are done here, in advance, see {@link Solution}.
 */
final class ClassicLanguage implements FilterLanguage {
    private static final String PRIORITY = "JMSPriority";
    private static final int HIGHEST_PRIORITY = 9;

    /** The broker takes 10 KiB for a header, in bytes as they are on the wire; the rest is for its name. */
    private static final int MAX_BYTES = 10_000;

    @Override
    public String broker() {
        return "ActiveMQ Classic";
    }

    @Override
    public void checkSize(String filter) {
        int bytes = filter.codePoints().map(ClassicLanguage::bytes).sum();
        if (bytes > MAX_BYTES) {
            throw new Untranslatable("it becomes a header of more than " + MAX_BYTES + " bytes");
        }
    }

    private static int bytes(int codePoint) {
        return switch (codePoint) {
            case ':', '\\', '\n', '\r' -> 2;
            default -> codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        };
    }

    @Override
    public List<Alternative> standsFor(String identifier) {
        return switch (identifier) {
            case "JMSDeliveryMode", "JMSCorrelationID", "JMSType", "JMSXGroupID", "JMSXUserID", "JMSXProducerTXID" ->
                List.of(Alternative.always(known(identifier, Kind.TEXT)));
            case PRIORITY, "JMSXDeliveryCount" -> List.of(Alternative.always(known(identifier, Kind.NUMBER)));
            case "JMSMessageID" -> ownOrElse(known("JMS_STOMP_MessageID", Kind.TEXT), known(identifier, Kind.TEXT));
            case "JMSTimestamp" -> ownOrElse(known("JMS_STOMP_Timestamp", Kind.DIGITS), known(identifier, Kind.NUMBER));
            case "JMSXGroupSeq" -> {
                Header header = new Header(identifier, identifier, Kind.COUNTED);
                yield List.of(new Alternative(header.isNotNull(), header));
            }
            default -> List.of();
        };
    }

    private static Header known(String name, Kind kind) {
        return new Header(name, null, kind);
    }

    private static List<Alternative> ownOrElse(Header own, Header other) {
        return List.of(Alternative.always(own), new Alternative(own.isNull(), other));
    }

    /** Goes through the ten priorities where another property is compared with them. */
    @Override
    public Map<String, List<Alternative>> split(List<FilterOperand> operands) {
        List<Header> headers = operands.stream().flatMap(FilterOperand::headers).toList();
        if (headers.size() < 2
                || headers.stream().noneMatch(header -> header.name().equals(PRIORITY))) {
            return Map.of();
        }
        return Map.of(
                PRIORITY,
                LongStream.rangeClosed(0, HIGHEST_PRIORITY)
                        .mapToObj(priority ->
                                new Alternative(FilterText.atom(PRIORITY + " = " + priority), new Constant(priority)))
                        .toList());
    }

    @Override
    public Outcome numbers(FilterOperand left, ComparisonOperator operator, FilterOperand right) {
        if (!(right instanceof Constant constant)) {
            throw new Untranslatable("the broker cannot compare the numbers of two properties");
        }
        Solution solution = Solution.of(left, operator, (Number) constant.value());
        FilterText holds = solution.whenTrue();
        return new Outcome(
                holds,
                left instanceof Header header ? FilterText.and(header.isNotNull(), holds.not()) : solution.whenFalse());
    }

    @Override
    public FilterText hasValue(Calculation calculation) {
        if (dividesByProperty(calculation)) {
            throw Solution.dividesByProperty();
        }
        return FilterText.and(calculation.headers().map(NumberTests::isNumber).toList());
    }

    private static boolean dividesByProperty(FilterOperand operand) {
        if (!(operand instanceof Calculation calculation)) {
            return false;
        }
        return calculation.operator() == ArithmeticOperator.DIVIDED_BY
                        && calculation.right().headers().findAny().isPresent()
                || Stream.of(calculation.left(), calculation.right()).anyMatch(ClassicLanguage::dividesByProperty);
    }
}
