/**
 * What all tests of this module stand on: the embedded broker, the provider under test, the base class. It may depend on
 * the broker's classes; the tests beside it see {@code jakarta.jms} and this. The broker is one for the whole JVM and is
 * used by several test classes at once, so destinations are named by {@link org.stompest.tck.support.JmsTest#name}.
 */
package org.stompest.tck.support;
