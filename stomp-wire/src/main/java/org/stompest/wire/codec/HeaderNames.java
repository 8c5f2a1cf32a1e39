package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes of a header's name into a string without making one each time. Names that STOMP and its brokers use are
 * in a table that all share; others are kept in a small one for each decoder, where a newer name may take the place of an
 * older: its size is fixed, whatever a peer sends.
 *
 * <p>Not thread-safe; belongs to one decoder.
 */
final class HeaderNames {
    /** What STOMP defines, and what brokers put into CONNECTED, MESSAGE and ERROR, clients into SEND and SUBSCRIBE. */
    private static final String WELL_KNOWN = """
            accept-version ack content-length content-type destination heart-beat host id login message message-id
            passcode receipt receipt-id selector server session subscription transaction version

            client-id user-id correlation-id reply-to type priority persistent expires expiration timestamp redelivered
            delivery-count original-destination original-expiration transformation transformation-error browser
            browser-end no-local requeue durable auto-delete exclusive prefetch-count app-id cluster-id amqp-message-id
            content-encoding delivery-mode subscription-type destination-type consumer-window-size
            durable-subscription-name durable-subscriber-name JMSXGroupID JMSXGroupSeq JMSXDeliveryCount JMSXUserID
            """;

    /** Slots of the shared table; a power of two, several times the number of names. */
    private static final int SHARED_SLOTS = 256;

    private static final byte[][] SHARED_BYTES = new byte[SHARED_SLOTS][];
    private static final String[] SHARED_NAMES = new String[SHARED_SLOTS];

    /** Slots of a decoder's own table; a power of two. */
    static final int OWN_SLOTS = 256;

    /** Longer names are not kept. */
    static final int LONGEST_KEPT = 64;

    static {
        for (String name : WELL_KNOWN.split("\\s+")) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            int slot = mix(hash(bytes, 0, bytes.length)) & (SHARED_SLOTS - 1);
            while (SHARED_NAMES[slot] != null) {
                slot = (slot + 1) & (SHARED_SLOTS - 1);
            }
            SHARED_BYTES[slot] = bytes;
            SHARED_NAMES[slot] = name.intern();
        }
    }

    private final byte[][] ownBytes = new byte[OWN_SLOTS][];
    private final String[] ownNames = new String[OWN_SLOTS];

    /** {@return the hash that {@link #of} wants to be given} */
    static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    private static int mix(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed >>> 16;
    }

    /**
     * Finds or makes a name.
     *
     * @param bytes holds the name, ASCII without escapes
     * @param from the index of its first byte
     * @param to the index behind its last byte
     * @param hash its {@link #hash}
     * @return the name
     */
    String of(byte[] bytes, int from, int to, int hash) {
        int mixed = mix(hash);
        int slot = mixed & (SHARED_SLOTS - 1);
        byte[] candidate;
        while ((candidate = SHARED_BYTES[slot]) != null) {
            if (Arrays.equals(bytes, from, to, candidate, 0, candidate.length)) {
                return SHARED_NAMES[slot];
            }
            slot = (slot + 1) & (SHARED_SLOTS - 1);
        }
        return own(bytes, from, to, mixed & (OWN_SLOTS - 1));
    }

    private String own(byte[] bytes, int from, int to, int slot) {
        int neighbour = slot ^ 1;
        if (isAt(slot, bytes, from, to)) {
            return ownNames[slot];
        }
        if (isAt(neighbour, bytes, from, to)) {
            return ownNames[neighbour];
        }
        String name = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (to - from <= LONGEST_KEPT) {
            int free = ownBytes[slot] == null || ownBytes[neighbour] != null ? slot : neighbour;
            ownBytes[free] = Arrays.copyOfRange(bytes, from, to);
            ownNames[free] = name;
        }
        return name;
    }

    private boolean isAt(int slot, byte[] bytes, int from, int to) {
        byte[] candidate = ownBytes[slot];
        return candidate != null && Arrays.equals(bytes, from, to, candidate, 0, candidate.length);
    }
}
