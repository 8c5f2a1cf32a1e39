package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time must find what one at a time finds, at every place and next to every neighbour. */
class ByteScanTest {
    private static final byte[] LIKELY = {0, '\n', '\r', ':', '\\', ' ', 'a', 9, 11, 12, ';', '[', 127, -128, -1, -118};
    private static final int ROUNDS = 100_000;

    private final SplittableRandom random = new SplittableRandom(42);

    @Test
    void findsWhatASimpleLoopFinds() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = bytes();
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);
            byte wanted = LIKELY[random.nextInt(LIKELY.length)];
            String where = Arrays.toString(bytes) + " from " + from + " to " + end;

            assertThat(ByteScan.indexOf(bytes, wanted, from, end))
                    .as(where)
                    .isEqualTo(indexOf(bytes, from, end, wanted, wanted));
            assertThat(ByteScan.colonOrLineFeed(bytes, from, end))
                    .as(where)
                    .isEqualTo(indexOf(bytes, from, end, (byte) ':', (byte) '\n'));
            assertThat(ByteScan.lineEnd(bytes, from, end)).as(where).isEqualTo(lineEnd(bytes, from, end));
            assertThat(ByteScan.head(bytes, from, end)).as(where).isEqualTo(word(bytes, from, Math.min(end, from + 8)));
            assertThat(ByteScan.tail(bytes, from, end))
                    .as(where)
                    .isEqualTo(end - from > 8 ? word(bytes, end - 8, end) : 0);
        }
    }

    @Test
    void tellsAsciiWithoutAnythingSpecial() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = bytes();
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(20) == 0 ? LIKELY[random.nextInt(13)] : 33 + random.nextInt(25));
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);
            boolean plain = true;
            for (int i = from; i < end; i++) {
                plain &= bytes[i] >= ' ' && bytes[i] != ':' && bytes[i] != '\\';
            }

            assertThat(ByteScan.isPlain(bytes, from, end))
                    .as("%s from %d to %d", Arrays.toString(bytes), from, end)
                    .isEqualTo(plain);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        int likely = random.nextInt(1, 12);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(likely) == 0 ? LIKELY[random.nextInt(LIKELY.length)] : (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static int indexOf(byte[] bytes, int from, int end, byte one, byte other) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == one || bytes[i] == other) {
                return i;
            }
        }
        return -1;
    }

    private static long lineEnd(byte[] bytes, int from, int end) {
        long flags = 0;
        for (int i = from; i < end; i++) {
            switch (bytes[i]) {
                case '\n' -> {
                    return flags << 32 | i;
                }
                case '\\' -> flags |= ByteScan.BACKSLASH;
                case '\r' -> flags |= ByteScan.CARRIAGE_RETURN;
                default -> flags |= bytes[i] < 0 ? ByteScan.BEYOND_ASCII : 0;
            }
        }
        return -1;
    }

    private static long word(byte[] bytes, int from, int end) {
        long word = 0;
        for (int i = end - 1; i >= from; i--) {
            word = word << 8 | bytes[i] & 0xFF;
        }
        return word;
    }
}
