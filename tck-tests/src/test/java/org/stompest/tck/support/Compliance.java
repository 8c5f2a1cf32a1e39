package org.stompest.tck.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What became of each test in this JVM, by section and broker; the table of compliance is made of it. A test that ran again is
 * counted as it ended last. Usable from any thread.
 */
public final class Compliance {
    /** Where the results lie, one a line: section, broker, test, outcome, reason and remedy, with tabs between them. */
    public static final Path RESULTS = Path.of("target", "compliance.tsv");

    /** What became of a test. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** The broker cannot do it. */
        LACKS
    }

    private record Test(String section, BrokerKind broker, String name) {}

    private static final Map<Test, String> OUTCOMES = new ConcurrentHashMap<>();

    private Compliance() {}

    static void record(Section sections, BrokerKind broker, String name, Outcome outcome, Lacks lacks) {
        String told = lacks == null ? outcome + "\t\t" : outcome + "\t" + lacks.because() + '\t' + lacks.instead();
        for (String section : sections == null ? new String[] {"-"} : sections.value()) {
            OUTCOMES.put(new Test(section, broker, name), told);
        }
    }

    /** Writes all that was recorded. */
    static void write() {
        String lines = OUTCOMES.entrySet().stream()
                .map(entry -> entry.getKey().section()
                        + '\t'
                        + entry.getKey().broker()
                        + '\t'
                        + entry.getKey().name()
                        + '\t'
                        + entry.getValue()
                        + '\n')
                .sorted()
                .collect(Collectors.joining());
        try {
            Files.createDirectories(RESULTS.getParent());
            Files.writeString(RESULTS, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
