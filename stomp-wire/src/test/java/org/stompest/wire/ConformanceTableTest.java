package org.stompest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table that maps the specifications to tests names tests that exist. */
class ConformanceTableTest {
    private static final Path PROJECT = projectRoot();
    private static final Path DOCUMENT = PROJECT.resolve("docs/stomp-conformance.md");
    private static final List<String> TESTS = List.of("stomp-wire/src/test/java", "test-support/src/test/java");
    private static final List<String> VERDICTS =
            List.of("kept", "followed", "not followed", "checked", "tolerated", "for the caller");

    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern IS_TEST = Pattern.compile("@(Test|ParameterizedTest|Property|ArchTest)\\b");
    private static final Pattern KEY_WORD = Pattern.compile("\\b(MUST NOT|MUST|SHOULD NOT|SHOULD|MAY)\\b");

    private static final List<Row> ROWS = new ArrayList<>();
    private static final Map<String, String> SOURCES = new HashMap<>();

    private record Row(String heading, String text, List<String> cells) {
        @Override
        public String toString() {
            return heading + ": " + text;
        }
    }

    private static Path projectRoot() {
        Path path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve("mvnw"))) {
            path = path.getParent();
        }
        return path;
    }

    @BeforeAll
    static void read() throws IOException {
        String heading = "";
        boolean inTable = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("#")) {
                heading = line;
            }
            if (line.startsWith("|")) {
                List<String> cells = Stream.of(
                                line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1))
                        .map(String::strip)
                        .toList();
                if (inTable && !cells.get(0).startsWith("---")) {
                    ROWS.add(new Row(heading, line, cells));
                }
                inTable = true;
            } else {
                inTable = false;
            }
        }
        for (String folder : TESTS) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    SOURCES.merge(name, Files.readString(file), String::concat);
                }
            }
        }
    }

    @Test
    void eachVersionHasItsTable() {
        for (String version : List.of("1.0", "1.1", "1.2")) {
            assertThat(ROWS)
                    .filteredOn(row -> row.heading().equals("## STOMP " + version))
                    .as("rules of %s", version)
                    .hasSizeGreaterThan(15);
        }
    }

    @Test
    void eachRuleSaysWhatItDemandsAndWhatIsDone() {
        assertThat(ROWS).allSatisfy(row -> {
            assertThat(row.cells()).hasSize(4);
            assertThat(row.cells()).noneMatch(String::isEmpty);
            assertThat(row.cells().get(1)).containsPattern(KEY_WORD);
            assertThat(VERDICTS).anyMatch(verdict -> row.cells().get(2).startsWith(verdict));
        });
    }

    @Test
    void eachRuleNamesTestsThatExist() {
        assertThat(ROWS).allSatisfy(row -> {
            Matcher names = TEST_NAME.matcher(row.cells().get(3));
            int found = 0;
            while (names.find()) {
                found++;
                assertThat(isTest(names.group(1), names.group(2)))
                        .as("%s is a test", names.group())
                        .isTrue();
            }
            assertThat(found).as("number of tests named").isPositive();
        });
    }

    private static boolean isTest(String className, String method) {
        String source = SOURCES.getOrDefault(className, "");
        int declared = source.indexOf(" void " + method + "(");
        if (declared < 0) {
            return false;
        }
        String annotations = source.substring(source.lastIndexOf("\n\n", declared) + 1, declared);
        return IS_TEST.matcher(annotations).find();
    }
}
