package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** Makes frames of any content that their version allows, and bytes that are nearly frames, quickly and from a seed. */
final class RandomFrames {
    private static final String[] NAMES = {
        "destination", "message-id", "subscription", "ack", "content-type", "receipt-id", "passcode", "JMSXGroupID", "x"
    };
    private static final String[] VALUES = {"/queue/a", "true", "", "0", "application/json;charset=utf-8", "a:b\\c"};
    private static final char[] SPECIAL = {
        '\\', ':', '\n', '\r', 'n', 'c', 'r', 't', ' ', '\t', '\u00e4', '\u20ac', '\u0141'
    };
    private static final byte[] SPECIAL_BYTES = {0, '\n', '\r', ':', '\\', 'n', 'c', ' ', 'M', -1, -61, -92, '9'};
    private static final String[] HEADS = {
        "MESSAGE\n",
        "RECEIPT\r\n",
        "ERROR\nk:v\n",
        "MESSAGE\ncontent-length:7\n\n",
        "CONNECTED\n",
        "\n\r\n",
        "SEND\nk",
        ""
    };

    private final SplittableRandom random;

    RandomFrames(long seed) {
        random = new SplittableRandom(seed);
    }

    /** {@return how many bytes to take next, from 1 to {@code most}} */
    int cut(int most) {
        return 1 + random.nextInt(most);
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** {@return one of them} */
    <T> T any(T[] of) {
        return of[random.nextInt(of.length)];
    }

    List<StompFrame> frames(StompVersion version) {
        int count = 1 + random.nextInt(3);
        List<StompFrame> frames = new ArrayList<>(count);
        while (frames.size() < count) {
            StompCommand command = any(StompCommand.values());
            if (version.supports(command)) {
                frames.add(frame(version, command));
            }
        }
        return frames;
    }

    private StompFrame frame(StompVersion version, StompCommand command) {
        byte[] body = version.allowsBody(command) ? body() : new byte[0];
        boolean holdsNul = new String(body, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
        StompHeaders.Builder headers = StompHeaders.builder();
        int count = random.nextInt(10);
        int place = holdsNul || random.nextBoolean() ? random.nextInt(count + 1) : -1;
        for (int i = 0; i <= count; i++) {
            if (i == place) {
                headers.add(StompHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
            } else if (i < count) {
                headers.add(name(version, command), value(version, command));
            }
        }
        return StompFrame.of(command, headers.build(), body);
    }

    private byte[] body() {
        byte[] bytes = new byte[random.nextInt(oneIn(20) ? 2000 : 60)];
        int least = random.nextInt(2); // with NULs or without
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (least + random.nextInt(256 - least));
        }
        return bytes;
    }

    private String name(StompVersion version, StompCommand command) {
        String text = random.nextInt(10) < 7 ? any(NAMES) : text(version, command, true);
        return text.isEmpty() ? "n" + random.nextInt(1000) : text;
    }

    private String value(StompVersion version, StompCommand command) {
        return switch (random.nextInt(4)) {
            case 0 -> any(VALUES);
            case 1 -> Integer.toString(random.nextInt(10_000));
            default -> text(version, command, false);
        };
    }

    /** Text of any kind that such a frame can carry. */
    private String text(StompVersion version, StompCommand command, boolean name) {
        boolean escaped = version.escapesHeaders(command);
        boolean opens =
                command == StompCommand.CONNECT || command == StompCommand.STOMP || command == StompCommand.CONNECTED;
        int length = random.nextInt(oneIn(30) ? 200 : 24);
        int kind = random.nextInt(4);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            int c = character(kind);
            boolean sendable = c != 0
                    && (c < 0xD800 || c > 0xDFFF)
                    && (c < 128 || version != StompVersion.V1_0)
                    && (escaped || (c != '\n' && (c != ':' || !name) && (c != '\r' || !opens)));
            text.appendCodePoint(sendable ? c : 'a');
        }
        return text.toString();
    }

    private int character(int kind) {
        return switch (kind) {
            case 0 -> random.nextInt('a', 'z' + 1);
            case 1 -> random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextInt('0', 'z');
            case 2 -> random.nextInt(1, 128);
            default -> random.nextInt(1, random.nextBoolean() ? 0x800 : Character.MAX_CODE_POINT + 1);
        };
    }

    /** {@return noise, a beginning with noise behind it, or frames with some damage} */
    byte[] bytes(StompVersion version) {
        if (oneIn(5)) {
            byte[] head = any(HEADS).getBytes(StandardCharsets.US_ASCII);
            byte[] noise = noise(random.nextInt(120));
            byte[] both = Arrays.copyOf(head, head.length + noise.length);
            System.arraycopy(noise, 0, both, head.length, noise.length);
            return both;
        }
        byte[] bytes = Wire.encode(version, frames(version).toArray(StompFrame[]::new));
        for (int times = random.nextInt(4); times > 0 && bytes.length > 0; times--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++) {
            noise[i] = oneIn(2) ? SPECIAL_BYTES[random.nextInt(SPECIAL_BYTES.length)] : (byte) random.nextInt(256);
        }
        return noise;
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(12, bytes.length - at) + 1);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] = SPECIAL_BYTES[random.nextInt(SPECIAL_BYTES.length)];
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
                return shorter;
            }
            default -> {
                byte[] inserted = noise(length);
                byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                System.arraycopy(inserted, 0, longer, at, length);
                return longer;
            }
        }
        return bytes;
    }
}
