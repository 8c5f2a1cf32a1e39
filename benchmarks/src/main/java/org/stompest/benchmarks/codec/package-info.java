/**
 * The codec alone, without sockets, side by side with those that a user might pick instead:
 * {@link org.stompest.benchmarks.codec.CodecBenchmarks}. Each contender is used by its own API, as its own transport uses it.
 *
 * <p>Threads: each contender is used by one thread.
 */
package org.stompest.benchmarks.codec;
