package org.stompest.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

/** The race is fair only if all arrive at the same place. */
class CodecContendersTest {
    static Stream<Arguments> contenders() {
        return Arrays.stream(CodecContender.NAMES)
                .flatMap(name -> Stream.of(100, 1024, 65_536).map(size -> Arguments.of(name, size)));
    }

    static Stream<Arguments> decoders() {
        return contenders().filter(arguments -> !arguments.get()[0].equals("stompjms-bytes"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("decoders")
    void eachDecodesTheSameHeadersAndBody(String name, int size) throws IOException {
        Sample sample = Sample.ofSize(size);
        CodecContender contender = CodecContender.of(name, sample);
        for (int round = 0; round < 3; round++) {
            Collected collected = new Collected();
            contender.decode(collected);

            assertThat(collected.headers).isEqualTo(sample.headers());
            assertThat(collected.bodies).hasSize(Sample.FRAMES);
            assertThat(collected.bodies).allSatisfy(body -> assertThat(body).isEqualTo(sample.body()));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("contenders")
    void eachEncodesAFrameThatReadsBackAsTheSame(String name, int size) throws IOException {
        Sample sample = Sample.ofSize(size);
        CodecContender contender = CodecContender.of(name, sample);
        for (int round = 0; round < 3; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            contender.encode((holder, array, length) -> bytes.writeBytes(copy(holder, array, length)));

            Collected collected = StompestCodec.read(bytes.toByteArray(), new Collected());
            assertThat(collected.headers).isEqualTo(sample.headers());
            assertThat(collected.bodies).hasSize(Sample.FRAMES);
            assertThat(collected.bodies).allSatisfy(body -> assertThat(body).isEqualTo(sample.body()));
        }
    }

    @Test
    void jmhKnowsEachContender() throws NoSuchFieldException {
        assertThat(CodecBenchmarks.class
                        .getField("contender")
                        .getAnnotation(Param.class)
                        .value())
                .isEqualTo(CodecContender.NAMES);
    }

    private static byte[] copy(Object holder, byte[] array, int length) {
        byte[] bytes = array;
        if (holder instanceof ByteBuf buf) {
            bytes = ByteBufUtil.getBytes(buf);
        } else if (holder instanceof Buffer buffer) {
            bytes = buffer.getBytes();
        } else if (holder instanceof org.fusesource.hawtbuf.Buffer buffer) {
            bytes = buffer.toByteArray();
        } else if (holder instanceof ByteBuffer buffer) {
            bytes = new byte[length];
            buffer.duplicate().get(bytes);
        } else if (holder instanceof byte[] whole) {
            bytes = whole;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Copies what it is shown. */
    static final class Collected implements FrameVisitor {
        final List<Map<String, String>> headers = new ArrayList<>();
        final List<byte[]> bodies = new ArrayList<>();
        private Map<String, String> current = new LinkedHashMap<>();

        @Override
        public void header(CharSequence name, CharSequence value) {
            current.put(name.toString(), value.toString());
        }

        @Override
        public void body(Object body, int length) {
            headers.add(current);
            current = new LinkedHashMap<>();
            bodies.add(copy(body, null, length));
        }
    }
}
