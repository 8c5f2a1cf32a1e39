package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How much heap a connection holds that rests, in a JVM where nothing else happens: see {@link IdleConnections}. */
class IdleMemoryTest {
    private static final long MOST = 64 * 1024;

    @Test
    void aConnectionThatRestsHoldsLessThan64KibibytesAlsoAfterABurst() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleConnections.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = out.lines()
                    .filter(line -> line.startsWith(IdleConnections.RESULT))
                    .toList();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lines).hasSize(2).allSatisfy(line -> {
                long bytes = Long.parseLong(line.substring(IdleConnections.RESULT.length()));
                assertThat(bytes).as(line).isBetween(1L, MOST);
            });
        } finally {
            process.destroyForcibly();
        }
    }
}
