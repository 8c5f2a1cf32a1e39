package org.stompest.jms.internal.selector;

/** The words of a selector; {@link #toString} is how an error message names them. */
enum TokenKind {
    IDENTIFIER("an identifier"),
    STRING("a string literal"),
    NUMBER("a number"),
    /** 9223372036854775808, which is a number only after a minus sign. */
    NUMBER_BEYOND_LONG("a number"),
    TRUE("TRUE"),
    FALSE("FALSE"),
    NULL("NULL"),
    NOT("NOT"),
    AND("AND"),
    OR("OR"),
    BETWEEN("BETWEEN"),
    LIKE("LIKE"),
    IN("IN"),
    IS("IS"),
    ESCAPE("ESCAPE"),
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDED_BY("/"),
    OPEN("("),
    CLOSE(")"),
    COMMA(","),
    END("the end");

    private final String description;

    TokenKind(String description) {
        this.description = description;
    }

    @Override
    public String toString() {
        return description;
    }
}
