package org.stompest.jms.internal.context;

import jakarta.jms.JMSException;

/**
 * A call of the classic API that returns something.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
interface JmsCall<T> {
    T call() throws JMSException;
}
