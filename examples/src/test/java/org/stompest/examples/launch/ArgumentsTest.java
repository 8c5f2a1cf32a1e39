package org.stompest.examples.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Demo demo = new Demo(new PrintStream(out, true), new PrintStream(err, true));

    @Test
    void help() {
        assertThat(demo.run("--help")).isEqualTo(Demo.OK);
        assertThat(out.toString()).startsWith("usage: ./demo ");
    }

    @ParameterizedTest
    @CsvSource({
        "--nosuch, unknown option --nosuch",
        "--broker, a value is missing after --broker",
        "--user me, --user and --password need --broker",
        "--broker tcp://h --user me, --user and --password go together",
        "--limit soon, '--limit takes a number of seconds, not ''soon'''",
        "--limit 0, '--limit takes a positive number of seconds, not 0'",
        "no-such-file, there is no file no-such-file",
        "-- --broker, there is no file --broker",
        "src, src is a directory"
    })
    void wrongOnes(String arguments, String message) {
        assertThat(demo.run(arguments.split(" "))).isEqualTo(Demo.WRONG_ARGUMENTS);
        assertThat(err.toString()).startsWith("demo: " + message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatIsNoText(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("f"), new byte[] {(byte) 0xff});
        assertThat(demo.run(file.toString())).isEqualTo(Demo.WRONG_ARGUMENTS);
        assertThat(err.toString()).contains("is not text in UTF-8");
    }

    @Test
    void allOfThem() throws WrongArgumentException {
        Arguments arguments = Arguments.parse(
                "--broker", "tcp://h:1", "--user", "me", "--password", "secret", "--limit", "5", "a", "--", "--b");
        assertThat(arguments.broker()).isEqualTo("tcp://h:1");
        assertThat(arguments.user()).isEqualTo("me");
        assertThat(arguments.password()).isEqualTo("secret");
        assertThat(arguments.limit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(arguments.files()).containsExactly(Path.of("a"), Path.of("--b"));
        assertThat(arguments.toString()).doesNotContain("secret");
    }
}
