package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/**
 * What holds for all frames and all bytes, tried with very many. Decoders and encoders live on from input to input, as on a
 * connection, and after errors too. {@code -Dcodec.inputs=10000000} makes a longer run; a failure names the seed that
 * {@code -Dcodec.seed=...} repeats.
 */
class MillionInputsTest {
    private static final long INPUTS = Long.getLong("codec.inputs", 1_000_000);
    private static final long SEED = Long.getLong("codec.seed", new Random().nextLong());

    /** How long all may take, for each million. */
    private static final Duration LIMIT = Duration.ofMinutes(10).multipliedBy(1 + INPUTS / 1_000_000);

    private static final FrameLimits SMALL = new FrameLimits(4, 40, 100, 50);
    private static final StompVersion[] VERSIONS = StompVersion.values();

    /** A header line may be held with its CR. */
    private static final int MOST_HELD = Math.max(SMALL.maxBody(), SMALL.maxHeaderLine() + 1);

    private final AtomicLong current = new AtomicLong();

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS) // it has a limit of its own
    void decodingWhatWasEncodedGivesTheSameFramesAtAnySplit() {
        Peers peers = new Peers(FrameLimits.DEFAULT);
        forAll(INPUTS / 2, random -> {
            StompVersion version = random.any(VERSIONS);
            List<StompFrame> frames = random.frames(version);
            byte[] bytes = peers.encode(version, frames);
            FrameDecoder decoder = peers.decoders[version.ordinal()];
            List<StompFrame> decoded = new ArrayList<>();
            int most = random.oneIn(3) ? bytes.length : random.cut(40);
            String error = decode(decoder, bytes, random, most, decoded);

            if (error != null || !decoded.equals(frames) || decoder.midFrame()) {
                throw new AssertionError(
                        "STOMP " + version + ": " + frames + " was decoded as " + decoded + ", " + error);
            }
        });
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void anyBytesEndInFramesWithinTheLimitsOrAStompFrameException() {
        Peers peers = new Peers(SMALL);
        Peers others = new Peers(SMALL);
        forAll(INPUTS - INPUTS / 2, random -> {
            StompVersion version = random.any(VERSIONS);
            byte[] bytes = random.bytes(version);
            FrameDecoder whole = peers.decoder(version, random.oneIn(8));
            FrameDecoder split = whole == peers.handshake ? others.handshake : others.decoders[version.ordinal()];
            boolean lenient = random.oneIn(4);
            whole.lenient(lenient);
            split.lenient(lenient);
            List<StompFrame> frames = new ArrayList<>();
            List<StompFrame> again = new ArrayList<>();
            String error = decode(whole, bytes, random, Math.max(1, bytes.length), frames);
            String sameError = decode(split, bytes, random, random.cut(40), again);
            if (whole.held() > MOST_HELD || split.held() > MOST_HELD) {
                throw new AssertionError("more is held than " + SMALL + " allow");
            }

            frames.forEach(MillionInputsTest::checkLimits);
            if (!frames.equals(again) || (error == null) != (sameError == null)) {
                throw new AssertionError("a split changes " + frames + ", " + error + " to " + again + ", " + sameError
                        + " of " + Arrays.toString(bytes));
            }
            if (whole.midFrame() != split.midFrame() || (error != null && whole.midFrame())) {
                throw new AssertionError("amid a frame after " + Arrays.toString(bytes) + ", " + error);
            }
            whole.reset();
            split.reset();
        });
    }

    private interface Check {
        void check(RandomFrames random);
    }

    private void forAll(long inputs, Check check) {
        assertTimeoutPreemptively(
                LIMIT,
                () -> {
                    for (long i = 0; i < inputs; i++) {
                        current.set(i);
                        one(i, check);
                    }
                },
                () -> "hangs at input " + current.get() + " of -Dcodec.seed=" + SEED);
    }

    private static void one(long index, Check check) {
        try {
            check.check(new RandomFrames(SEED + index * 0x9E3779B97F4A7C15L));
        } catch (RuntimeException | Error e) {
            throw new AssertionError("input " + index + " of -Dcodec.seed=" + SEED + ": " + e.getMessage(), e);
        }
    }

    /** {@return what the decoder complained about, or null} */
    private static String decode(
            FrameDecoder decoder, byte[] bytes, RandomFrames random, int most, List<StompFrame> frames) {
        int pos = 0;
        while (pos < bytes.length) {
            int length = most >= bytes.length ? bytes.length : Math.min(bytes.length - pos, random.cut(most));
            byte[] chunk = Arrays.copyOfRange(bytes, pos, pos + length);
            try {
                decoder.decode(chunk, 0, length, frames::add);
            } catch (StompFrameException malformed) {
                return malformed.getMessage();
            } finally {
                Arrays.fill(chunk, (byte) 'Z'); // whoever kept the array is found out
            }
            pos += length;
        }
        return null;
    }

    private static void checkLimits(StompFrame frame) {
        StompHeaders headers = frame.headers();
        boolean within = headers.size() <= SMALL.maxHeaders() && frame.bodyLength() <= SMALL.maxBody();
        for (int i = 0; i < headers.size(); i++) {
            within &= headers.name(i).length() + headers.value(i).length() < SMALL.maxHeaderLine();
        }
        assertThat(within).as("%s within %s", frame, SMALL).isTrue();
    }

    /** Those who live on. */
    private static final class Peers {
        final FrameEncoder[] encoders = new FrameEncoder[VERSIONS.length];
        final FrameDecoder[] decoders = new FrameDecoder[VERSIONS.length];
        final FrameDecoder handshake;
        private final FrameBuffer buffer = new FrameBuffer(1);

        Peers(FrameLimits limits) {
            handshake = new FrameDecoder(limits);
            for (StompVersion version : VERSIONS) {
                encoders[version.ordinal()] = new FrameEncoder(version);
                decoders[version.ordinal()] = new FrameDecoder(limits, version);
            }
        }

        FrameDecoder decoder(StompVersion version, boolean beforeAgreement) {
            return beforeAgreement ? handshake : decoders[version.ordinal()];
        }

        byte[] encode(StompVersion version, List<StompFrame> frames) {
            buffer.clear();
            for (StompFrame frame : frames) {
                encoders[version.ordinal()].encode(frame, buffer);
            }
            return Arrays.copyOf(buffer.array(), buffer.size());
        }
    }
}
