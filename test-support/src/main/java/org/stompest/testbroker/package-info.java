/**
 * A broker that does as it is told, on a real socket, for tests: {@link org.stompest.testbroker.ScriptedBroker} plays
 * one {@link org.stompest.testbroker.Script} a connection. Published for the tests of whoever speaks STOMP.
 *
 * <pre>{@code
 * try (ScriptedBroker broker = new ScriptedBroker()) {
 *     broker.connection()
 *             .handshake("heart-beat", "0,0")
 *             .expect("SUBSCRIBE", header("destination", "/queue/orders")).receipt()
 *             .splitNext(1).message("byte by byte")
 *             .expect("ACK").reset();
 *     broker.everyFurtherConnection(script -> script.handshake().autoReceipts().ignoringTheRest().expectClose());
 *     client.connect(broker.uri());
 *     // ... what the client should do about it
 * } // the first thing that did not go by the script is thrown here
 * }</pre>
 *
 * <p>Misbehaviour, all of it by methods of {@link org.stompest.testbroker.Script}: {@code replyRaw} sends any bytes,
 * {@code splitNext} and {@code dieMidFrame} cut frames, {@code breakAfterSending} and {@code breakAfterReceiving} end a
 * connection at any byte of it, {@code reset}, {@code closeOutput} and {@code stopReading} leave it half open,
 * {@code silence} answers nothing, {@code flood} sends faster than anybody reads. To break a conversation at each of its bytes,
 * play it once, ask {@link org.stompest.testbroker.ScriptedBroker#bytesSent} how long it is, and play it once more for each.
 *
 * <p>{@link org.stompest.testbroker.FaultProxy} stands before a real broker and breaks connections at any frame, delays, freezes,
 * throttles and refuses.
 *
 * <p>{@link org.stompest.testbroker.ThreadLeakCheck} is registered for JUnit's automatic detection of extensions, and watches
 * threads whose name starts with {@code stomp-}.
 *
 * <p>Depends on the JDK and on JUnit only: neither the library's frames nor its codec are used, so that a fault in them
 * cannot hide itself here. What it reads must be STOMP to the letter; what it writes may be anything.
 *
 * <p>Threads: a test may use a broker and its scripts from any thread. Each connection has two threads of its own, one that
 * reads and one that plays the script; their names start with {@code testbroker-}.
 */
package org.stompest.testbroker;
