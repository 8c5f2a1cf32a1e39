package org.stompest.examples.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
    @TempDir
    private Path folder;

    @Test
    void linesOfAllFilesInOrderWithEmptyAndLongOnes() throws Exception {
        String longLine = "ä".repeat(100_000);
        Path first = Files.writeString(folder.resolve("1"), "a\r\n\n" + longLine);
        Path empty = Files.writeString(folder.resolve("2"), "");
        Path last = Files.writeString(folder.resolve("3"), "\nb\n");
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(InputFiles.of(List.of(first, empty, last)))) {
            reader.forEachRemaining(lines::add);
        }
        assertThat(lines).containsExactly("a", "", longLine, "", "b");
    }

    @Test
    void theProjectsOwnTextFiles() throws Exception {
        InputFiles files = InputFiles.of(List.of());
        assertThat(files.paths())
                .anyMatch(path -> path.endsWith("pom.xml"))
                .anyMatch(path -> path.endsWith("InputFilesTest.java"))
                .noneMatch(path -> path.toString().contains("target"));
    }

    @Test
    void aProjectWithoutGitIsWalked() throws IOException, WrongArgumentException {
        Path target = Files.createDirectories(folder.resolve("target"));
        Files.writeString(target.resolve("no.txt"), "");
        Files.writeString(folder.resolve("no.bin"), "");
        Path yes = Files.writeString(folder.resolve("yes.txt"), "");
        assertThat(InputFiles.project(folder)).containsExactly(yes);
    }
}
