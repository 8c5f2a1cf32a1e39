package org.stompest.tck.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of compliance, by section of the specification and by broker, made of what {@link Compliance} has noted. */
public final class ComplianceTable {
    /** What one broker came to in one section. */
    private static final class Cell {
        private int passed;
        private final List<String> failed = new ArrayList<>();
        private final Set<String> lacks = new LinkedHashSet<>();

        String text() {
            if (!failed.isEmpty()) {
                return "FAILS: " + String.join(", ", failed);
            }
            if (lacks.isEmpty()) {
                return passed > 0 ? "yes" : "";
            }
            return (passed > 0 ? "partly: " : "no: ") + String.join(" ", lacks);
        }
    }

    private record Section(String number, String title, String note) {}

    private final List<Section> sections;
    private final Map<String, Map<BrokerKind, Cell>> cells = new LinkedHashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    private ComplianceTable(List<Section> sections, List<String> results) {
        this.sections = sections;
        for (Section section : sections) {
            Map<BrokerKind, Cell> row = new EnumMap<>(BrokerKind.class);
            for (BrokerKind kind : BrokerKind.values()) {
                row.put(kind, new Cell());
            }
            cells.put(section.number(), row);
        }
        results.forEach(this::count);
    }

    /** {@return the table of the run that wrote {@link Compliance#RESULTS}} */
    public static ComplianceTable ofLastRun() {
        try (InputStream list = ComplianceTable.class.getResourceAsStream("sections.tsv")) {
            List<Section> sections = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(part -> new Section(part[0], part[1], part.length > 2 ? part[2] : ""))
                    .toList();
            return new ComplianceTable(sections, Files.readAllLines(Compliance.RESULTS, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(String line) {
        String[] part = line.split("\t", -1);
        if (part[0].equals("-")) {
            return; // beyond the specification
        }
        Map<BrokerKind, Cell> row = cells.get(part[0]);
        if (row == null) {
            unknown.add(part[0] + " of " + part[2]);
            return;
        }
        Cell cell = row.get(BrokerKind.valueOf(part[1]));
        switch (Compliance.Outcome.valueOf(part[3])) {
            case PASSED -> cell.passed++;
            case FAILED -> cell.failed.add(part[2]);
            case LACKS -> cell.lacks.add(sentence(part[4]) + " " + sentence(part[5]));
        }
    }

    private static String sentence(String text) {
        String capital = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    /** {@return what tests name and the list of sections does not know} */
    public Set<String> unknownSections() {
        return unknown;
    }

    /** {@return the sections that no test proves and no note explains, by broker} */
    public List<String> unexplained() {
        List<String> gaps = new ArrayList<>();
        for (Section section : sections) {
            if (section.note().isEmpty()) {
                cells.get(section.number()).forEach((kind, cell) -> {
                    if (cell.text().isEmpty()) {
                        gaps.add(section.number() + " " + section.title() + " on " + kind.title());
                    }
                });
            }
        }
        return gaps;
    }

    /** {@return the rows in Markdown} */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder("| section | |");
        for (BrokerKind kind : BrokerKind.values()) {
            text.append(' ').append(kind.title()).append(" |");
        }
        text.append("\n| --- | --- |")
                .append(" --- |".repeat(BrokerKind.values().length))
                .append('\n');
        for (Section section : sections) {
            text.append("| ")
                    .append(section.number())
                    .append(" | ")
                    .append(section.title())
                    .append(" |");
            cells.get(section.number())
                    .values()
                    .forEach(
                            cell -> text.append(' ').append(told(cell, section)).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String told(Cell cell, Section section) {
        String told = cell.text();
        return told.isEmpty() && !section.note().isEmpty() ? "not applicable: " + sentence(section.note()) : told;
    }

    /** {@return how many tests of each chapter passed, by broker: for a note} */
    public String counts() {
        Map<String, Map<BrokerKind, Integer>> chapters = new LinkedHashMap<>();
        cells.forEach((number, row) -> row.forEach((kind, cell) -> chapters.computeIfAbsent(
                        number.split("\\.")[0], chapter -> new EnumMap<>(BrokerKind.class))
                .merge(kind, cell.passed, Integer::sum)));
        return chapters.entrySet().stream()
                .map(entry -> "chapter " + entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
