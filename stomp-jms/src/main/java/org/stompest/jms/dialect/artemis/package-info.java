/**
 * How to speak to Apache ActiveMQ Artemis. Depends on frames, destinations, selectors, the names of message headers and the
 * SPI; stateless, usable from any thread.
 *
 * <p>{@code ArtemisSelector} translates selectors: {@code FilterTranslator} walks through the tree, {@code Cases} finds what
 * identifiers stand for, {@code Comparisons} and {@code TextTests} write the conditions, {@code TypeGuards} what they need to
 * know of types, {@code NumberText} arithmetic.
 */
package org.stompest.jms.dialect.artemis;
