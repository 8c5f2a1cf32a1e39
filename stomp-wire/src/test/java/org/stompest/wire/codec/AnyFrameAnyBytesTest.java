package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompVersion;

/**
 * What holds for all frames and all bytes. The number of tries of each property is 1000; {@code -Djqwik.tries.default=100000}
 * makes a long run of it.
 */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class AnyFrameAnyBytesTest {
    private static final FrameLimits SMALL = new FrameLimits(4, 40, 100, 50);

    record Spoken(StompVersion version, List<StompFrame> frames) {}

    @Provide
    Arbitrary<Spoken> spoken() {
        return Arbitraries.of(StompVersion.class)
                .flatMap(version -> AnyFrames.of(version).map(frames -> new Spoken(version, frames)));
    }

    @Property
    void decodingWhatWasEncodedGivesTheSameFrames(@ForAll("spoken") Spoken spoken) {
        byte[] bytes = Wire.encode(spoken.version(), spoken.frames().toArray(StompFrame[]::new));

        assertThat(Wire.decode(new FrameDecoder(FrameLimits.DEFAULT, spoken.version()), bytes))
                .isEqualTo(spoken.frames());
    }

    @Property
    void anySplitGivesTheSameFrames(
            @ForAll("spoken") Spoken spoken, @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int most) {
        byte[] bytes = Wire.encode(spoken.version(), spoken.frames().toArray(StompFrame[]::new));
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, spoken.version());
        Outcome outcome = Outcome.of(decoder, bytes, new Random(seed), most);

        assertThat(outcome.failed()).isFalse();
        assertThat(outcome.frames()).isEqualTo(spoken.frames());
        assertThat(decoder.midFrame()).isFalse();
    }

    @Provide
    Arbitrary<byte[]> nearlyFrames() {
        Arbitrary<byte[]> noise = Arbitraries.oneOf(
                        Arbitraries.bytes(),
                        Arbitraries.of((byte) 0, (byte) '\n', (byte) '\r', (byte) ':', (byte) '\\', (byte) 'M'))
                .list()
                .ofMaxSize(120)
                .map(AnyFrameAnyBytesTest::join);
        Arbitrary<byte[]> head = Arbitraries.of(
                        "MESSAGE\n", "RECEIPT\r\n", "ERROR\nk:v\n", "MESSAGE\ncontent-length:7\n\n", "")
                .map(Wire::bytes);
        Arbitrary<byte[]> broken = Combinators.combine(
                        spoken(), Arbitraries.integers(), Arbitraries.bytes(), Arbitraries.integers())
                .as((spoken, position, value, length) -> {
                    byte[] bytes = Wire.encode(spoken.version(), spoken.frames().toArray(StompFrame[]::new));
                    bytes[Math.floorMod(position, bytes.length)] = value;
                    return Arrays.copyOf(bytes, Math.floorMod(length, bytes.length + 1));
                });
        return Arbitraries.oneOf(
                noise, broken, Combinators.combine(head, noise).as((first, second) -> join(first, second)));
    }

    @Property
    void anyBytesEndInFramesWithinTheLimitsOrAStompFrameException(
            @ForAll("nearlyFrames") byte[] bytes,
            @ForAll StompVersion version,
            @ForAll boolean lenient,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int most) {
        FrameDecoder whole = new FrameDecoder(SMALL, version);
        whole.lenient(lenient);
        FrameDecoder split = new FrameDecoder(SMALL, version);
        split.lenient(lenient);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Outcome outcome = Outcome.of(whole, bytes, new Random(seed), bytes.length + 1);
            for (StompFrame frame : outcome.frames()) {
                assertThat(frame.headers().size()).isLessThanOrEqualTo(SMALL.maxHeaders());
                assertThat(frame.bodyLength()).isLessThanOrEqualTo(SMALL.maxBody());
                frame.headers()
                        .forEach(header -> assertThat(header.getKey().length()
                                        + header.getValue().length())
                                .isLessThan(SMALL.maxHeaderLine()));
            }
            assertThat(Outcome.of(split, bytes, new Random(seed), most))
                    .as("a split changes neither frames nor verdict")
                    .isEqualTo(outcome);
            assertThat(split.midFrame()).isEqualTo(whole.midFrame());
        });
    }

    @Property
    void afterAnErrorTheDecoderIsAsNew(@ForAll @Size(max = 60) byte[] bytes, @ForAll("spoken") Spoken spoken) {
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, spoken.version());
        if (!Outcome.of(decoder, bytes, new Random(0), 7).failed()) {
            decoder.reset();
        }

        assertThat(Wire.decode(
                        decoder, Wire.encode(spoken.version(), spoken.frames().toArray(StompFrame[]::new))))
                .isEqualTo(spoken.frames());
    }

    /** What a decoder made of bytes: the frames, and whether it then failed. */
    record Outcome(List<StompFrame> frames, boolean failed) {
        static Outcome of(FrameDecoder decoder, byte[] bytes, Random random, int most) {
            List<StompFrame> frames = new ArrayList<>();
            int pos = 0;
            while (pos < bytes.length) {
                int length = Math.min(bytes.length - pos, 1 + random.nextInt(most));
                byte[] chunk = Arrays.copyOfRange(bytes, pos, pos + length);
                try {
                    decoder.decode(chunk, 0, length, frames::add);
                } catch (StompFrameException malformed) {
                    return new Outcome(frames, true);
                } finally {
                    Arrays.fill(chunk, (byte) 'Z'); // whoever kept the array is found out
                }
                pos += length;
            }
            return new Outcome(frames, false);
        }
    }

    private static byte[] join(List<Byte> list) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = list.get(i);
        }
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] bytes = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, bytes, first.length, second.length);
        return bytes;
    }
}
