package org.stompest.wire.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * An array of bytes that grows at its end. Whoever writes it to a socket takes {@link #array()} from 0 to {@link #size()}
 * and then calls {@link #clear()}; nothing is copied in between.
 *
 * <p>Not thread-safe: its owner guards it.
 */
public final class FrameBuffer {
    /** What the JDK allows an array to have at most. */
    private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

    private byte[] array;
    private int size;

    /** Makes an empty buffer of 512 bytes. */
    public FrameBuffer() {
        this(512);
    }

    /**
     * Makes an empty buffer.
     *
     * @param capacity how many bytes it holds before it has to grow, 0 or more
     */
    public FrameBuffer(int capacity) {
        array = new byte[capacity];
    }

    /** {@return the array that holds the bytes; another one after the buffer has grown or was trimmed} */
    public byte[] array() {
        return array;
    }

    /** {@return how many bytes are in the buffer} */
    public int size() {
        return size;
    }

    /** Forgets all bytes; keeps the array. */
    public void clear() {
        size = 0;
    }

    /**
     * Forgets the bytes at the end.
     *
     * @param newSize how many bytes to keep, from 0 to {@link #size()}
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public void truncate(int newSize) {
        size = Objects.checkIndex(newSize, size + 1);
    }

    /**
     * Appends a part of an array.
     *
     * @param bytes holds what to append
     * @param offset the index of the first byte to append
     * @param length how many bytes to append
     * @throws OutOfMemoryError if the bytes do not fit into one array
     */
    public void append(byte[] bytes, int offset, int length) {
        int end = reserve(length);
        System.arraycopy(bytes, offset, array, end, length);
        size = end + length;
    }

    /**
     * Appends a byte.
     *
     * @param b what to append
     */
    public void append(byte b) {
        int end = reserve(1);
        array[end] = b;
        size = end + 1;
    }

    /**
     * Gives memory back after something large went through: replaces the array by a smaller one, where it is larger than
     * wanted and its contents allow.
     *
     * @param maxCapacity how many bytes the array may have, if {@link #size()} is not more
     */
    public void trimTo(int maxCapacity) {
        if (array.length > maxCapacity && size <= maxCapacity) {
            array = Arrays.copyOf(array, maxCapacity);
        }
    }

    /**
     * Makes room.
     *
     * @param length how many bytes will be written behind the last one
     * @return where they go: {@link #size()}
     */
    int reserve(int length) {
        if (array.length - size < length) {
            grow((long) size + length);
        }
        return size;
    }

    /**
     * Counts what was written into the room that {@link #reserve} made.
     *
     * @param end the index behind the last byte
     */
    void endAt(int end) {
        size = end;
    }

    private void grow(long needed) {
        if (needed > MAX_CAPACITY) {
            throw new OutOfMemoryError("frames of " + needed + " bytes do not fit into one buffer");
        }
        array = Arrays.copyOf(array, (int) Math.min(MAX_CAPACITY, Math.max(needed, 2L * array.length)));
    }
}
