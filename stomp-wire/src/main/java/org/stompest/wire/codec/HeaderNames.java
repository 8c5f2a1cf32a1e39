package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * Finds headers by the bytes of their names, without making a string each time. Names that STOMP and its brokers use are the
 * same string for all decoders. A decoder's table has a fixed size, whatever a peer sends: a newer name may take the place of
 * an older.
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

    private static final Map<String, String> SHARED = new HashMap<>();

    /** Slots of a decoder's table: 64 sets of {@link #WAYS}. */
    static final int SLOTS = 256;

    private static final int WAYS = 4;

    /** Longer names are not kept. */
    static final int LONGEST_KEPT = 64;

    static {
        for (String name : WELL_KNOWN.split("\\s+")) {
            SHARED.put(name, name.intern());
        }
    }

    private final KnownHeader[] known = new KnownHeader[SLOTS];
    private int victim;

    /**
     * Finds or makes a header.
     *
     * @param bytes holds its name
     * @param from the index of the first byte
     * @param to the index behind the last byte
     * @return the header; null if the name is too long to be kept, or is more than ASCII without control characters and
     *     backslashes
     */
    KnownHeader of(byte[] bytes, int from, int to) {
        long head = ByteScan.head(bytes, from, to);
        long tail = ByteScan.tail(bytes, from, to);
        // The upper bits of a product depend on all bits of its factors.
        long hash = head * 0x9E3779B97F4A7C15L ^ tail * 0xC2B2AE3D27D4EB4FL;
        int set = (int) (hash >>> 56) & -WAYS;
        for (int i = set; i < set + WAYS; i++) {
            KnownHeader candidate = known[i];
            if (candidate == null) {
                return keep(bytes, from, to, i);
            }
            if (candidate.is(bytes, from, to, head, tail)) {
                return candidate;
            }
        }
        victim = victim + 1 & WAYS - 1;
        return keep(bytes, from, to, set + victim);
    }

    private KnownHeader keep(byte[] bytes, int from, int to, int slot) {
        if (to - from > LONGEST_KEPT || !isPlain(bytes, from, to)) {
            return null;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        String name = SHARED.getOrDefault(text, text);
        boolean secret = name.equals(StompHeaderNames.PASSCODE) || name.equals(StompHeaderNames.LOGIN);
        KnownHeader header = new KnownHeader(Arrays.copyOfRange(bytes, from, to), name, secret);
        known[slot] = header;
        return header;
    }

    private static boolean isPlain(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < ' ' || bytes[i] == '\\') {
                return false;
            }
        }
        return true;
    }
}
