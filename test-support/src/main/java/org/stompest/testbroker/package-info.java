/**
 * A broker that does as it is told, on a real socket, for tests: {@link org.stompest.testbroker.ScriptedBroker} plays
 * one {@link org.stompest.testbroker.Script} a connection. Published for the tests of whoever speaks STOMP.
 *
 * <p>Depends on the JDK and on JUnit only: neither the library's frames nor its codec are used, so that a fault in them
 * cannot hide itself here. What it reads must be STOMP to the letter; what it writes may be anything.
 *
 * <p>Threads: a test may use a broker and its scripts from any thread. Each connection has two threads of its own, one that
 * reads and one that plays the script; their names start with {@code testbroker-}.
 */
package org.stompest.testbroker;
