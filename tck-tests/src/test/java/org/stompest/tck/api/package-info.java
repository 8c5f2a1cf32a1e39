/**
 * Every public method of every interface of {@code jakarta.jms} that this provider implements: tables that say what each comes
 * to in a state, and tests that walk through them by reflection. A method of the API without a row fails the tests.
 */
package org.stompest.tck.api;
