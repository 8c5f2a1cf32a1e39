/**
 * How to speak to Apache ActiveMQ Artemis. Depends on frames, destinations, selectors, the names of message headers and the
 * SPI; stateless, usable from any thread.
 *
 * <p>{@code ArtemisSelector} translates selectors, with {@code ArtemisLanguage} and {@code NumberText} for what Artemis does
 * in its own way.
 */
package org.stompest.jms.dialect.artemis;
