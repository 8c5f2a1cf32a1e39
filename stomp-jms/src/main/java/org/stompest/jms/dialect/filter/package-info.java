/**
 * Translates selectors into the filters of those brokers that descend from ActiveMQ: to them every header of a STOMP message is
 * a text, and their logic and types are not those of JMS. What they do differently is in {@link
 * org.stompest.jms.dialect.filter.FilterLanguage}, of which each of their dialects has one. Depends on selectors alone;
 * everything is immutable.
 *
 * <p>{@code FilterTranslator} walks through the tree and says of each condition when it is true and when it is false, {@code
 * Cases} finds what identifiers stand for, {@code Comparisons} and {@code TextTests} write the conditions, {@link
 * org.stompest.jms.dialect.filter.TypeGuards} what they need to know of types.
 */
package org.stompest.jms.dialect.filter;
