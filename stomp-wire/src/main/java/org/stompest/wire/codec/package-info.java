/**
 * Bytes to frames and back: {@link org.stompest.wire.codec.FrameDecoder} takes bytes at any split,
 * {@link org.stompest.wire.codec.FrameEncoder} writes into a {@link org.stompest.wire.codec.FrameBuffer}. No I/O, no
 * threads, no protocol rules beyond the form of a frame. Depends on {@code frame} only.
 *
 * <p>Decoder, encoder and buffer are each confined to one thread at a time; their owner sees to it.
 * {@link org.stompest.wire.codec.FrameLimits} is immutable.
 */
package org.stompest.wire.codec;
