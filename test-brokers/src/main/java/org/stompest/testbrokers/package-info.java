/**
 * Real brokers in JVMs of their own, with real journals, for tests that kill them: {@link
 * org.stompest.testbrokers.BrokerProcess} is one, {@link org.stompest.testbrokers.ArtemisPair} and {@link
 * org.stompest.testbrokers.ArtemisCluster} are two.
 *
 * <pre>{@code
 * try (BrokerProcess broker = BrokerProcess.artemis(folder).start()) {
 *     ... // connect to broker.uri()
 *     broker.kill();
 *     broker.restart();
 *     ... // nothing that was confirmed is lost
 * }
 * }</pre>
 *
 * <p>Knows nothing of the library, and the brokers here have nothing to do with those that the tests of compliance have within
 * their own JVM, which ask for passwords, tell permissions apart and forget everything.
 */
package org.stompest.testbrokers;
