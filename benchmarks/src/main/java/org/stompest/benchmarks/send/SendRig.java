package org.stompest.benchmarks.send;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stompest.testbrokers.ChildJvm;

/** Measures all contenders turn by turn against one sink: only ratios within one run mean something. See README.md. */
public final class SendRig {
    private static final List<String> CONTENDERS = List.of("bare", "connection", "client", "async");
    private static final int RATE = 0;
    private static final int CPU = 1;
    private static final double PERCENT = 100;

    private final Map<String, ChildJvm> workers = new LinkedHashMap<>();
    private final Map<String, List<double[]>> results = new LinkedHashMap<>();

    private SendRig() {}

    /**
     * Runs.
     *
     * @param args how many rounds count, how many milliseconds a turn has, and a folder for a flight of each JVM; each may be left
     *     out
     * @throws IOException if a child process fails
     */
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        long nanos = 1_000_000L * (args.length > 1 ? Long.parseLong(args[1]) : 1000);
        String flights = args.length > 2 ? args[2] : null;
        try (ChildJvm sink = new ChildJvm(Sink.class, List.of("-Xmx64m"), "", List.of())) {
            new SendRig().run(sink.ready()[0], rounds, nanos, flights);
        }
        System.exit(0);
    }

    private void run(String port, int rounds, long nanos, String flights) throws IOException {
        try {
            for (String contender : CONTENDERS) {
                workers.put(contender, worker(contender, port, flights));
                results.put(contender, new ArrayList<>());
            }
            // the first two rounds warm everybody up
            for (int round = -2; round < rounds; round++) {
                for (Map.Entry<String, ChildJvm> worker : workers.entrySet()) {
                    String[] answer = worker.getValue().ask(Long.toString(nanos));
                    if (round >= 0) {
                        results.get(worker.getKey())
                                .add(Arrays.stream(answer)
                                        .mapToDouble(Double::parseDouble)
                                        .toArray());
                    }
                }
            }
        } finally {
            for (ChildJvm worker : workers.values()) {
                worker.close();
            }
        }
        print();
    }

    private static ChildJvm worker(String contender, String port, String flights) throws IOException {
        List<String> jvm = new ArrayList<>(List.of("-Xms256m", "-Xmx256m"));
        if (flights != null) {
            jvm.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                    + Path.of(flights, contender + ".jfr"));
        }
        return new ChildJvm(SendWorker.class, jvm, "", List.of(contender, port));
    }

    private void print() {
        System.out.printf(
                "%-11s %10s %7s %8s  %-15s %7s%n", "contender", "median/s", "+-%", "of bare", "quartiles", "cpu us");
        results.forEach((contender, turns) -> {
            double[] rates =
                    sorted(turns.stream().mapToDouble(turn -> turn[RATE]).toArray());
            double[] ratios = new double[turns.size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = turns.get(i)[RATE] / results.get(CONTENDERS.get(0)).get(i)[RATE];
            }
            sorted(ratios);
            double[] cpu = sorted(turns.stream().mapToDouble(turn -> turn[CPU]).toArray());
            System.out.printf(
                    Locale.ROOT,
                    "%-11s %10.0f %7.0f %8.2f  %.2f .. %.2f %10.2f%n",
                    contender,
                    quartile(rates, 2),
                    PERCENT * (quartile(rates, 3) - quartile(rates, 1)) / 2 / quartile(rates, 2),
                    quartile(ratios, 2),
                    quartile(ratios, 1),
                    quartile(ratios, 3),
                    quartile(cpu, 2));
        });
    }

    private static double[] sorted(double[] values) {
        Arrays.sort(values);
        return values;
    }

    private static double quartile(double[] sorted, int which) {
        return sorted[Math.min(sorted.length - 1, sorted.length * which / 4)];
    }
}
