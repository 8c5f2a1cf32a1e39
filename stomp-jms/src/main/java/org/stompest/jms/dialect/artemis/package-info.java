/**
 * How to speak to Apache ActiveMQ Artemis. Depends on frames, destinations and the SPI; stateless, usable from any thread.
 */
package org.stompest.jms.dialect.artemis;
