/**
 * All that depends on a broker: {@link org.stompest.jms.dialect.BrokerDialect}, an SPI that others may implement, and
 * {@link org.stompest.jms.dialect.Dialects}, which chooses one. Depends on frames and destinations; knows no connection.
 * Dialects are stateless and usable from any thread.
 */
package org.stompest.jms.dialect;
