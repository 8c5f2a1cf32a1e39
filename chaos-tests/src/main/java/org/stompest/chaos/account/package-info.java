/**
 * Keeps the books of a run: what the application was told about each message, and how long its calls took. Knows neither JMS nor
 * faults.
 *
 * <p>Threads: all of it may be used from any thread.
 */
package org.stompest.chaos.account;
