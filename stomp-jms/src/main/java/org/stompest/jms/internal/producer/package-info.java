/**
 * Producers: {@link org.stompest.jms.internal.producer.JmsProducer} checks and stamps a message,
 * {@link org.stompest.jms.internal.producer.SendPath} decides how it goes out and what is waited for,
 * {@link org.stompest.jms.internal.producer.Completions} calls completion listeners. Depends on {@code broker} and
 * {@code message}. Used by the session's thread.
 */
package org.stompest.jms.internal.producer;
