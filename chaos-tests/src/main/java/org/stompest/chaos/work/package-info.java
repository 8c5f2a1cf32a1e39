/**
 * The application under chaos: senders, receivers, bridges, questions and answers. It knows {@code jakarta.jms} and keeps books, and
 * nothing else: no provider, no broker, no fault.
 *
 * <p>Threads: each worker has one of its own, or is called by the provider as a listener.
 */
package org.stompest.chaos.work;
