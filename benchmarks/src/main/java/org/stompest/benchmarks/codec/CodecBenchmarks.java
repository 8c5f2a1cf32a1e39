package org.stompest.benchmarks.codec;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it takes to decode or to encode a MESSAGE with ten headers: time and, with {@code -prof gc}, bytes allocated for each.
 * Each contender runs in a JVM of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CodecBenchmarks {
    /** Who; all of {@link CodecContender#NAMES}. */
    @Param({"stompest", "stompest-copying", "netty", "spring", "vertx", "stompjms", "stompjms-bytes"})
    public String contender;

    /** How many bytes the body has. */
    @Param({"100", "1024", "65536"})
    public int body;

    private CodecContender codec;
    private FrameVisitor visitor;
    private CodecContender.ByteSink sink;

    /** Made by JMH. */
    public CodecBenchmarks() {}

    /**
     * Prepares the contender.
     *
     * @param blackhole takes what was made
     */
    @Setup
    public void prepare(Blackhole blackhole) {
        codec = CodecContender.of(contender, Sample.ofSize(body));
        visitor = new FrameVisitor() {
            @Override
            public void header(CharSequence name, CharSequence value) {
                blackhole.consume(name);
                blackhole.consume(value);
            }

            @Override
            public void body(Object holder, int length) {
                blackhole.consume(holder);
                blackhole.consume(length);
            }
        };
        sink = (holder, bytes, length) -> {
            blackhole.consume(holder);
            blackhole.consume(length);
        };
    }

    /**
     * From bytes to headers as text and a body.
     *
     * @throws IOException as the contender says
     */
    @Benchmark
    @OperationsPerInvocation(Sample.FRAMES)
    public void decode() throws IOException {
        codec.decode(visitor);
    }

    /**
     * From headers as text and a body to bytes, ready for a socket.
     *
     * @throws IOException as the contender says
     */
    @Benchmark
    @OperationsPerInvocation(Sample.FRAMES)
    public void encode() throws IOException {
        codec.encode(sink);
    }

    /**
     * Runs JMH with its own options, such as {@code -p body=100 -prof gc}.
     *
     * @param arguments JMH's options
     * @throws IOException if JMH cannot find its list of benchmarks
     */
    public static void main(String[] arguments) throws IOException {
        org.openjdk.jmh.Main.main(arguments);
    }
}
