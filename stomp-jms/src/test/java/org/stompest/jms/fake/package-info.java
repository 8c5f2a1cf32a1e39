/**
 * Fakes of the {@code jakarta.jms} interfaces for the tests of the layers that only delegate. They depend on the API, JUnit and
 * AssertJ, not on this provider. A recorder may be called from any thread; the others belong to one test.
 */
package org.stompest.jms.fake;
