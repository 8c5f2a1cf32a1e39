package org.stompest.chaos.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.stompest.chaos.account.Balance;
import org.stompest.chaos.account.CallWatch;
import org.stompest.chaos.account.MessageStream;
import org.stompest.chaos.faults.FaultCounts;
import org.stompest.chaos.faults.FaultKind;
import org.stompest.chaos.work.Problems;

/** What came of a run. */
final class Verdict {
    private static final String ROW = "%-38s %8s %8s %5s %5s %5s %8s %8s %8s";

    private final long faults;
    private final Balance sum;
    private final long failures;
    private final List<String> lines = new ArrayList<>();

    Verdict(FaultCounts faults, List<MessageStream> streams, Problems problems, CallWatch watch) {
        this.faults = faults.total();
        this.sum = streams.stream().map(MessageStream::balance).reduce(Balance.NONE, Balance::plus);
        this.failures = problems.fatal() + watch.hangs().size();
        addStreams(streams);
        addFaults(faults);
        addCalls(watch);
        problems.counts()
                .forEach((what, count) -> lines.add(String.format(Locale.ROOT, "told     %,d x %s", count, what)));
        watch.hangs().forEach(hang -> lines.add("HUNG     " + hang));
        streams.forEach(stream -> stream.examples().forEach(example -> lines.add("WRONG    " + example)));
    }

    private void addStreams(List<MessageStream> streams) {
        lines.add(String.format(
                ROW, "stream", "sent", "received", "lost", "twice", "order", "in doubt", "rolled b", "pause"));
        streams.forEach(stream -> add(stream.name(), stream.balance()));
        add("all", sum);
    }

    private void add(String name, Balance balance) {
        lines.add(String.format(
                Locale.ROOT,
                ROW,
                name,
                balance.sent(),
                balance.received(),
                balance.lost(),
                balance.duplicated(),
                balance.outOfOrder(),
                balance.inDoubt(),
                balance.rolledBack(),
                seconds(balance.longestPauseNanos())));
    }

    private void addFaults(FaultCounts counts) {
        for (FaultKind kind : FaultKind.values()) {
            lines.add(String.format(Locale.ROOT, "faults   %,6d %s", counts.of(kind), kind.label()));
        }
    }

    private void addCalls(CallWatch watch) {
        for (Map.Entry<String, Long> call : watch.longest().entrySet()) {
            lines.add("longest  " + call.getKey() + " " + seconds(call.getValue()));
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /** {@return the table, and whatever went wrong} */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** {@return the last line} */
    String summary() {
        return "chaos: " + faults + " faults, " + sum.sent() + " sent, " + sum.received() + " received, " + sum.lost()
                + " lost, " + sum.duplicated() + " duplicated";
    }

    boolean isGood() {
        return sum.isGood() && failures == 0;
    }
}
