package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.Compliance;
import org.stompest.tck.support.ComplianceTable;
import org.stompest.tck.support.Provider;

/**
 * Holds {@code docs/compliance.md} against the run of the tests that has just ended. {@code -Dcompliance.write} writes the table
 * into it instead.
 */
class ComplianceDocumentIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "compliance.md");
    private static final String BEGIN = "<!-- made by ComplianceDocumentIT: begin -->\n";
    private static final String END = "<!-- made by ComplianceDocumentIT: end -->\n";

    @BeforeAll
    static void onlyAfterTheWholeRun() {
        assumeTrue(
                Provider.isStompest()
                        && System.getProperty("test") == null
                        && BrokerKind.ofThisRun().size() == BrokerKind.values().length
                        && Files.exists(Compliance.RESULTS),
                "the table is made of a run of all tests on all brokers");
    }

    @Test
    void everySectionIsKnownAndProvedOrExplained() {
        ComplianceTable table = ComplianceTable.ofLastRun();

        assertThat(table.unknownSections()).isEmpty();
        assertThat(table.unexplained()).isEmpty();
    }

    @Test
    void theTableIsThatOfTheRun() throws Exception {
        ComplianceTable table = ComplianceTable.ofLastRun();
        System.out.println(table.counts());
        String document = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (System.getProperty("compliance.write") != null) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table.toMarkdown() + document.substring(end));
            return;
        }

        assertThat(document.substring(begin, end))
                .as("%s; -Dcompliance.write renews it", Matcher.quoteReplacement(DOCUMENT.toString()))
                .isEqualTo(table.toMarkdown());
    }
}
