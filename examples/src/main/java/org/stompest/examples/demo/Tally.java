package org.stompest.examples.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A count and a checksum over lines in their order. Both ends keep one for each worker: they are equal only if the worker had
 * the very lines, in the very order. Not thread-safe.
 */
final class Tally {
    private final MessageDigest digest;
    private long count;
    private long last;

    Tally() {
        this(newDigest(), 0, -1);
    }

    private Tally(MessageDigest digest, long count, long last) {
        this.digest = digest;
        this.count = count;
        this.last = last;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@return a tally that goes on from here by itself: what a transaction works on} */
    Tally copy() {
        return new Tally(cloned(), count, last);
    }

    private MessageDigest cloned() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the digests of the JDK can be cloned", e);
        }
    }

    /**
     * Adds a line.
     *
     * @param number its number among all lines
     * @param line the line
     * @return whether its number is greater than the one before
     */
    boolean add(long number, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(12).putLong(number).putInt(bytes.length).flip());
        digest.update(bytes);
        boolean inOrder = number > last;
        last = number;
        count++;
        return inOrder;
    }

    /** {@return how many lines were added} */
    long count() {
        return count;
    }

    /** {@return the checksum so far} */
    String checksum() {
        return HexFormat.of().formatHex(cloned().digest());
    }
}
