/** The options {@code jms.*} of a connection, read from its URI or set as properties of the factory. Immutable records. */
package org.stompest.jms.internal.options;
