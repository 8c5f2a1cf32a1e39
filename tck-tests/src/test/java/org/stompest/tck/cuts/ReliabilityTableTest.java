package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each line of the tables of {@code docs/reliability.md} names tests that exist and are run. */
class ReliabilityTableTest {
    private static final Path PROJECT = projectRoot();
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern IS_TEST = Pattern.compile("@(Test|ParameterizedTest)\\b");

    private static Path projectRoot() {
        Path path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve("mvnw"))) {
            path = path.getParent();
        }
        return path;
    }

    /** The lines of the tables before the limits, without headings. */
    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(PROJECT.resolve("docs/reliability.md"))) {
            if (line.startsWith("## Where it falls short")) {
                break;
            }
            if (inTable && line.startsWith("|") && !line.startsWith("| ---")) {
                rows.add(line);
            }
            inTable = line.startsWith("|");
        }
        return rows;
    }

    private static Map<String, String> tests() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(PROJECT.resolve("tck-tests/src/test/java"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    @Test
    void eachLineNamesTestsThatExistAndAreRun() throws IOException {
        Map<String, String> sources = tests();
        assertThat(rows()).hasSizeGreaterThan(20).allSatisfy(row -> {
            List<String> named = new ArrayList<>();
            Matcher names = TEST_NAME.matcher(row);
            while (names.find()) {
                named.add(names.group());
                assertThat(isRun(sources.getOrDefault(names.group(1), ""), names.group(2)))
                        .as("%s is a test that is run", names.group())
                        .isTrue();
            }
            assertThat(named).isNotEmpty();
        });
    }

    @Test
    void eachScenarioHasItsLine() throws IOException {
        String rows = String.join("\n", rows());
        assertThat(Arrays.stream(Scenario.values()).map(Enum::name))
                .allSatisfy(name -> assertThat(rows).contains(", " + name + ")"));
    }

    private static boolean isRun(String source, String method) {
        int declared = source.indexOf(" void " + method + "(");
        if (declared < 0 || source.substring(0, source.indexOf("class ")).contains("@Disabled")) {
            return false;
        }
        String before = source.substring(0, declared);
        String annotations =
                before.substring(Math.max(Math.max(before.lastIndexOf(';'), before.lastIndexOf("\n    }")), 0));
        return IS_TEST.matcher(annotations).find() && !annotations.contains("@Disabled");
    }
}
