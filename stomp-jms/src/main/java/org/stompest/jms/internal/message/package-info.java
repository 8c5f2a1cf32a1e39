/**
 * The messages of JMS: {@link org.stompest.jms.internal.message.JmsMessage} with headers, properties and state, one class
 * for each type of body, and their way from and to frames ({@link org.stompest.jms.internal.message.MessageReader},
 * {@link org.stompest.jms.internal.message.MessageWriter}). Jakarta Messaging 3.1, chapter 3.
 *
 * <p>Depends on frames, destinations and dialects; knows neither sessions nor connections. A message is used by one
 * thread at a time, as JMS asks of applications; readers, writers, contexts and policies are usable from any thread.
 */
package org.stompest.jms.internal.message;
