package org.stompest.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came out of a run. Not thread-safe. */
public final class Report {
    private final List<String> details = new ArrayList<>();
    private long start;
    private long sent;
    private long bytes;
    private long received;
    private long corrupt;

    Report(String run) {
        details.add("run " + run);
    }

    void started() {
        start = System.nanoTime();
    }

    void sent(LineSender sender) {
        sent = sender.count();
        bytes = sender.bytes();
        details.add("sent     " + rate(sent) + ", " + sender.rolledBack() + " transactions rolled back and done again");
    }

    void answered(Ledger ledger) {
        received = ledger.answered();
        corrupt += ledger.corrupt();
        details.add("received " + rate(received));
    }

    void worked(LineWorker worker, Tally expected, Ledger.Answer lastAnswer) {
        String checksum = worker.tally().checksum();
        boolean same = checksum.equals(expected.checksum())
                && (lastAnswer == null ? expected.count() == 0 : checksum.equals(lastAnswer.checksum()));
        corrupt += same ? 0 : 1;
        details.add(String.format(
                Locale.ROOT,
                "%-8s %,d lines in %,d transactions, %d rolled back, %d redelivered; checksum %.16s %s",
                worker.share(),
                worker.tally().count(),
                worker.transactions(),
                worker.rolledBack(),
                worker.redelivered(),
                checksum,
                same ? "at both ends" : "instead of " + expected.checksum().substring(0, 16)));
    }

    void audited(Auditor.Audit audit) {
        long total = audit.totals().values().stream().mapToLong(Long::longValue).sum();
        boolean right = audit.wrong() == 0 && total == received;
        corrupt += right ? 0 : Math.max(1, audit.wrong());
        details.add(String.format(
                Locale.ROOT,
                "totals   %,d kept by the durable subscription, the last ones %s",
                audit.messages(),
                right ? "add up" : "give " + total + ", " + audit.wrong() + " missing or out of order"));
    }

    private String rate(long lines) {
        double seconds = Math.max(1, System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "%,d lines in %.1f s: %,.0f lines/s, %.1f MB/s",
                lines,
                seconds,
                lines / seconds,
                bytes / seconds / 1e6);
    }

    /** {@return what happened, line by line, for people} */
    public List<String> details() {
        return List.copyOf(details);
    }

    /** {@return whether every line arrived once, unchanged and in order, and all totals are right} */
    public boolean isGood() {
        return sent == received && corrupt == 0;
    }

    /** {@return the one line that says it all} */
    public String summary() {
        return "demo: " + sent + " sent, " + received + " received, " + Math.max(0, sent - received) + " lost, "
                + (corrupt + Math.max(0, received - sent)) + " corrupt";
    }
}
