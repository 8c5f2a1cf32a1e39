package org.stompest.jms.internal.selector;

import jakarta.jms.InvalidSelectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.stompest.jms.internal.selector.SelectorNode.And;
import org.stompest.jms.internal.selector.SelectorNode.Arithmetic;
import org.stompest.jms.internal.selector.SelectorNode.Between;
import org.stompest.jms.internal.selector.SelectorNode.BooleanLiteral;
import org.stompest.jms.internal.selector.SelectorNode.Comparison;
import org.stompest.jms.internal.selector.SelectorNode.Condition;
import org.stompest.jms.internal.selector.SelectorNode.Identifier;
import org.stompest.jms.internal.selector.SelectorNode.In;
import org.stompest.jms.internal.selector.SelectorNode.IsNull;
import org.stompest.jms.internal.selector.SelectorNode.Like;
import org.stompest.jms.internal.selector.SelectorNode.Not;
import org.stompest.jms.internal.selector.SelectorNode.NumberLiteral;
import org.stompest.jms.internal.selector.SelectorNode.Or;
import org.stompest.jms.internal.selector.SelectorNode.Sign;
import org.stompest.jms.internal.selector.SelectorNode.StringLiteral;
import org.stompest.jms.internal.selector.SelectorNode.Value;

/**
 * Parses one selector by recursive descent: OR, AND, NOT, comparison, sum, product, sign, primary. Checks the kinds of
 * operands where the text alone tells them. Not thread-safe.
 */
final class SelectorParser {
    /** Parentheses, NOTs and signs inside each other: what a thread's stack has room for, many times over. */
    static final int MAX_NESTING = 256;
    /** Operators of arithmetic in one selector: a chain of them makes a tree of that depth. */
    static final int MAX_ARITHMETIC = 1000;

    private static final Set<String> HEADERS =
            Set.of("JMSDeliveryMode", "JMSPriority", "JMSMessageID", "JMSTimestamp", "JMSCorrelationID", "JMSType");

    private final String text;
    private final SelectorLexer lexer;
    private Token token;
    private int nesting;
    private int arithmetic;

    SelectorParser(String text) throws InvalidSelectorException {
        this.text = text;
        this.lexer = new SelectorLexer(text);
        this.token = lexer.next();
    }

    Condition parse() throws InvalidSelectorException {
        Condition root = condition(disjunction());
        if (!token.is(TokenKind.END)) {
            throw unexpected("an operator or the end");
        }
        return root;
    }

    /** A node and where it starts. */
    private record Parsed(SelectorNode node, int position) {}

    private Parsed disjunction() throws InvalidSelectorException {
        Parsed first = conjunction();
        if (!token.is(TokenKind.OR)) {
            return first;
        }
        List<Condition> operands = new ArrayList<>(List.of(condition(first)));
        while (skip(TokenKind.OR)) {
            operands.add(condition(conjunction()));
        }
        return new Parsed(new Or(operands), first.position());
    }

    private Parsed conjunction() throws InvalidSelectorException {
        Parsed first = negation();
        if (!token.is(TokenKind.AND)) {
            return first;
        }
        List<Condition> operands = new ArrayList<>(List.of(condition(first)));
        while (skip(TokenKind.AND)) {
            operands.add(condition(negation()));
        }
        return new Parsed(new And(operands), first.position());
    }

    private Parsed negation() throws InvalidSelectorException {
        Token start = token;
        if (!skip(TokenKind.NOT)) {
            return comparison();
        }
        enter(start);
        Condition operand = condition(negation());
        nesting--;
        return new Parsed(new Not(operand), start.position());
    }

    private Parsed comparison() throws InvalidSelectorException {
        Parsed left = sum();
        ComparisonOperator operator = comparisonOperator();
        if (operator != null) {
            advance();
            Parsed right = sum();
            return new Parsed(
                    new Comparison(comparable(left, operator), operator, comparable(right, operator)), left.position());
        }
        if (skip(TokenKind.IS)) {
            boolean negated = skip(TokenKind.NOT);
            expect(TokenKind.NULL);
            return new Parsed(new IsNull(identifier(left, "IS NULL"), negated), left.position());
        }
        boolean negated = skip(TokenKind.NOT);
        if (skip(TokenKind.BETWEEN)) {
            return between(left, negated);
        }
        if (skip(TokenKind.IN)) {
            return in(left, negated);
        }
        if (skip(TokenKind.LIKE)) {
            return like(left, negated);
        }
        if (negated) {
            throw unexpected("BETWEEN, IN or LIKE after NOT");
        }
        return left;
    }

    private ComparisonOperator comparisonOperator() {
        return switch (token.kind()) {
            case EQUAL -> ComparisonOperator.EQUAL;
            case NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
            case LESS -> ComparisonOperator.LESS;
            case LESS_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
            case GREATER -> ComparisonOperator.GREATER;
            case GREATER_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
            default -> null;
        };
    }

    private Parsed between(Parsed value, boolean negated) throws InvalidSelectorException {
        Value low = number(sum(), "BETWEEN");
        expect(TokenKind.AND);
        Value high = number(sum(), "BETWEEN");
        return new Parsed(new Between(number(value, "BETWEEN"), low, high, negated), value.position());
    }

    private Parsed in(Parsed value, boolean negated) throws InvalidSelectorException {
        Identifier identifier = identifier(value, "IN");
        List<String> texts = new ArrayList<>();
        expect(TokenKind.OPEN);
        do {
            texts.add((String) expect(TokenKind.STRING).value());
        } while (skip(TokenKind.COMMA));
        if (!skip(TokenKind.CLOSE)) {
            throw unexpected(", or )");
        }
        return new Parsed(new In(identifier, texts, negated), value.position());
    }

    private Parsed like(Parsed value, boolean negated) throws InvalidSelectorException {
        Identifier identifier = identifier(value, "LIKE");
        Token pattern = expect(TokenKind.STRING);
        OptionalInt escape = OptionalInt.empty();
        if (skip(TokenKind.ESCAPE)) {
            Token literal = expect(TokenKind.STRING);
            String character = (String) literal.value();
            if (character.codePointCount(0, character.length()) != 1) {
                throw fault(literal.position(), "ESCAPE takes a string of exactly one character");
            }
            escape = OptionalInt.of(character.codePointAt(0));
        }
        try {
            return new Parsed(
                    new Like(identifier, LikePattern.compile((String) pattern.value(), escape), negated),
                    value.position());
        } catch (IllegalArgumentException e) {
            InvalidSelectorException fault = fault(pattern.position(), "in the pattern " + e.getMessage());
            fault.initCause(e);
            throw fault;
        }
    }

    private Parsed sum() throws InvalidSelectorException {
        Parsed left = product();
        while (token.is(TokenKind.PLUS) || token.is(TokenKind.MINUS)) {
            ArithmeticOperator operator = token.is(TokenKind.PLUS) ? ArithmeticOperator.PLUS : ArithmeticOperator.MINUS;
            left = calculation(left, operator, advance(), product());
        }
        return left;
    }

    private Parsed product() throws InvalidSelectorException {
        Parsed left = sign();
        while (token.is(TokenKind.TIMES) || token.is(TokenKind.DIVIDED_BY)) {
            ArithmeticOperator operator =
                    token.is(TokenKind.TIMES) ? ArithmeticOperator.TIMES : ArithmeticOperator.DIVIDED_BY;
            left = calculation(left, operator, advance(), sign());
        }
        return left;
    }

    private Parsed calculation(Parsed left, ArithmeticOperator operator, Token symbol, Parsed right)
            throws InvalidSelectorException {
        if (++arithmetic > MAX_ARITHMETIC) {
            throw fault(symbol.position(), "more than " + MAX_ARITHMETIC + " arithmetic operators");
        }
        return new Parsed(
                new Arithmetic(number(left, operator.symbol()), operator, number(right, operator.symbol())),
                left.position());
    }

    private Parsed sign() throws InvalidSelectorException {
        Token start = token;
        boolean negative = token.is(TokenKind.MINUS);
        if (!negative && !token.is(TokenKind.PLUS)) {
            return primary();
        }
        advance();
        if (negative && skip(TokenKind.NUMBER_BEYOND_LONG)) {
            return new Parsed(new NumberLiteral(Long.MIN_VALUE), start.position());
        }
        enter(start);
        Value operand = number(sign(), start.text());
        nesting--;
        return new Parsed(signed(negative, operand), start.position());
    }

    private static Value signed(boolean negative, Value operand) {
        if (operand instanceof NumberLiteral literal) {
            return negative ? new NumberLiteral(ArithmeticOperator.negate(literal.value())) : literal;
        }
        return new Sign(negative, operand);
    }

    private Parsed primary() throws InvalidSelectorException {
        Token start = token;
        switch (start.kind()) {
            case OPEN -> {
                enter(start);
                advance();
                Parsed inner = disjunction();
                if (!skip(TokenKind.CLOSE)) {
                    throw unexpected("an operator or )");
                }
                nesting--;
                return new Parsed(inner.node(), start.position());
            }
            case IDENTIFIER -> {
                checkName(start);
                advance();
                return new Parsed(new Identifier(start.text()), start.position());
            }
            case STRING, NUMBER, TRUE, FALSE -> {
                advance();
                return new Parsed(literal(start), start.position());
            }
            case NUMBER_BEYOND_LONG ->
                throw fault(start.position(), "the number '" + start.text() + "' is out of the range of a long");
            case NULL -> throw fault(start.position(), "NULL is no value: test with IS NULL or IS NOT NULL");
            default -> throw unexpected("an identifier, a literal or (");
        }
    }

    private static SelectorNode literal(Token token) {
        return switch (token.kind()) {
            case STRING -> new StringLiteral((String) token.value());
            case NUMBER -> new NumberLiteral((Number) token.value());
            default -> new BooleanLiteral(token.is(TokenKind.TRUE));
        };
    }

    private void checkName(Token name) throws InvalidSelectorException {
        String text = name.text();
        boolean header = text.startsWith("JMS") && !text.startsWith("JMSX") && !text.startsWith("JMS_");
        if (header && !HEADERS.contains(text)) {
            throw fault(
                    name.position(),
                    "a selector cannot name '" + text + "': of the headers it can name JMSDeliveryMode, JMSPriority,"
                            + " JMSMessageID, JMSTimestamp, JMSCorrelationID and JMSType");
        }
    }

    private Condition condition(Parsed operand) throws InvalidSelectorException {
        if (operand.node() instanceof Condition condition) {
            return condition;
        }
        throw fault(operand.position(), "expected a condition but found " + kind(operand));
    }

    private Value number(Parsed operand, String operator) throws InvalidSelectorException {
        if (operand.node() instanceof Value value
                && !(value instanceof StringLiteral)
                && !(value instanceof BooleanLiteral)) {
            return value;
        }
        throw fault(operand.position(), operator + " takes numbers, not " + kind(operand));
    }

    private Value comparable(Parsed operand, ComparisonOperator operator) throws InvalidSelectorException {
        if (operator.ordering()) {
            return number(operand, operator.symbol());
        }
        if (operand.node() instanceof Value value) {
            return value;
        }
        throw fault(operand.position(), operator.symbol() + " compares values, not " + kind(operand));
    }

    private Identifier identifier(Parsed operand, String operator) throws InvalidSelectorException {
        if (operand.node() instanceof Identifier identifier) {
            return identifier;
        }
        throw fault(operand.position(), operator + " takes an identifier, not " + kind(operand));
    }

    private static String kind(Parsed operand) {
        SelectorNode node = operand.node();
        if (node instanceof StringLiteral) {
            return "a string";
        }
        if (node instanceof BooleanLiteral) {
            return "a boolean";
        }
        if (node instanceof Identifier) {
            return "an identifier";
        }
        return node instanceof Value ? "a number" : "a condition";
    }

    private void enter(Token start) throws InvalidSelectorException {
        if (++nesting > MAX_NESTING) {
            throw fault(start.position(), "more than " + MAX_NESTING + " levels of parentheses, NOT and signs");
        }
    }

    private Token advance() throws InvalidSelectorException {
        Token current = token;
        token = lexer.next();
        return current;
    }

    private boolean skip(TokenKind kind) throws InvalidSelectorException {
        if (!token.is(kind)) {
            return false;
        }
        advance();
        return true;
    }

    private Token expect(TokenKind kind) throws InvalidSelectorException {
        if (!token.is(kind)) {
            throw unexpected(kind.toString());
        }
        return advance();
    }

    private InvalidSelectorException unexpected(String expected) {
        return fault(token.position(), "expected " + expected + " but found " + token.shown());
    }

    private InvalidSelectorException fault(int position, String problem) {
        return SelectorFault.at(text, position, problem);
    }
}
