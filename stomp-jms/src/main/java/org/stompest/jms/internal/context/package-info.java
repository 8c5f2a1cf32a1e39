/**
 * The simplified API (JMS 3.1, 2.8): {@code JMSContext}, {@code JMSProducer} and {@code JMSConsumer} over the classic one.
 * Entry: {@link org.stompest.jms.internal.context.StompJmsContext#open}.
 *
 * <p>Nothing here knows STOMP. The package depends on the interfaces of {@code jakarta.jms}, on two small interfaces of
 * the layer below, one to acknowledge a session as a whole and one to receive a body, and on its session modes; every rule
 * that the classic API has is left to it, and its checked exceptions are translated in one place.
 *
 * <p>Threads: as the specification has it. A context with its producers and consumers belongs to one thread at a time; only
 * {@code close} may be called from another. The count of the contexts that share a connection is safe for any thread.
 */
package org.stompest.jms.internal.context;
