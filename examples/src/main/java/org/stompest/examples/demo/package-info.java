/**
 * The demo's application: one as many were written in the days of JMS 1.1. It sends lines of text to a queue, has two
 * workers take them, collects their answers and audits their totals. {@link org.stompest.examples.demo.LineApplication} is
 * where it starts.
 *
 * <p>It knows {@code jakarta.jms} and {@code javax.naming} and no provider; a test makes sure of that. Its factory comes from
 * {@code jndi.properties}.
 *
 * <p>Threads: the caller's sends and audits, each worker has its own, answers come on a thread of the provider.
 */
package org.stompest.examples.demo;
