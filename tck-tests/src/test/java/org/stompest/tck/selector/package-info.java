/**
 * Selectors at the broker: random selectors and messages, on which Artemis and the evaluator must agree. A run is repeated
 * with {@code -Dselector.seed=...} and made longer with {@code -Dselector.seconds=...}.
 */
package org.stompest.tck.selector;
