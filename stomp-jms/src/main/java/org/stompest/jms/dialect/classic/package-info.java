/**
 * How to speak to Apache ActiveMQ Classic. Depends on frames, destinations and the SPI; stateless, usable from any thread.
 * What is said of the broker was seen with version 6.3.1.
 */
package org.stompest.jms.dialect.classic;
