package org.stompest.examples.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as {@code ./demo} runs it: over the provider, with the factory from {@code jndi.properties}. */
class DemoTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Demo demo = new Demo(new PrintStream(out, true), new PrintStream(err, true));

    private String file() throws IOException {
        Stream<String> lines = Stream.concat(
                IntStream.range(0, 2500).mapToObj(i -> "line ".repeat(i % 17) + i),
                Stream.of("", "ähnlich größer 中文 😀", "x".repeat(200_000), "tab\tand: \"quotes\": \\n\\c\0.", ""));
        return Files.write(folder.resolve("lines"), lines.toList()).toString();
    }

    private void assertGood(int sent) {
        assertThat(err.toString()).isEmpty();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("demo: " + sent + " sent, " + sent + " received, 0 lost, 0 corrupt");
    }

    @Test
    void overABrokerOfItsOwn() throws IOException {
        assertThat(demo.run(file())).isEqualTo(Demo.OK);
        assertGood(2505);
    }

    @Test
    void overABrokerThatIsThere() throws IOException {
        try (EmbeddedBroker broker = new EmbeddedBroker("STOMP")) {
            String[] arguments = {"--broker", broker.uri(), "--user", "me", "--password", "secret", file()};
            assertThat(demo.run(arguments)).isEqualTo(Demo.OK);
            assertGood(2505);
        }
    }

    @Test
    void nobodyListens() throws IOException {
        String uri;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            uri = "tcp://127.0.0.1:" + free.getLocalPort();
        }
        assertThat(demo.run("--broker", uri, file())).isEqualTo(Demo.FAILED);
        assertThat(err.toString()).startsWith("demo: ").contains(uri);
    }
}
