package org.stompest.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.stompest.testbrokers.BrokerProcess;
import org.stompest.testbrokers.ChildJvm;

/**
 * Measures all contenders in one run, against one broker, turn by turn: what disturbs the machine disturbs all of them, so
 * only ratios within one run mean something. See README.md.
 */
public final class Rig {
    /** This provider as it was before a change. */
    private static final String BEFORE = "before";

    static final List<String> CONTENDERS = List.of("bare", "stompest", "artemis");

    /** What a message cost the broker takes the place of their number. */
    static final int BROKER_CPU = Worker.MESSAGES;

    private final int stompPort;
    private final ChildJvm broker;
    private final Map<String, ChildJvm> workers = new LinkedHashMap<>();
    private final Options options;

    private record Options(int rounds, List<Workload> only, long turnNanos, String jfr, String before) {
        static Options parse(String[] args) {
            Options options = new Options(5, List.of(Workload.values()), TimeUnit.SECONDS.toNanos(2), null, null);
            for (int i = 0; i < args.length; i += 2) {
                if (i + 1 == args.length) {
                    throw new IllegalArgumentException(args[i] + " needs a value");
                }
                options = options.with(args[i], args[i + 1]);
            }
            return options;
        }

        private Options with(String name, String value) {
            return switch (name) {
                case "--rounds" -> new Options(Integer.parseInt(value), only, turnNanos, jfr, before);
                case "--only" ->
                    new Options(
                            rounds,
                            Arrays.stream(value.split(","))
                                    .map(Workload::valueOf)
                                    .toList(),
                            turnNanos,
                            jfr,
                            before);
                case "--millis" ->
                    new Options(rounds, only, TimeUnit.MILLISECONDS.toNanos(Long.parseLong(value)), jfr, before);
                case "--jfr" -> new Options(rounds, only, turnNanos, value, before);
                case "--before" -> new Options(rounds, only, turnNanos, jfr, value);
                default -> throw new IllegalArgumentException("no option " + name + ": see benchmarks/README.md");
            };
        }
    }

    private Rig(Options options, ChildJvm broker) {
        this.options = options;
        this.broker = broker;
        this.stompPort = Integer.parseInt(broker.ready()[0]);
    }

    /**
     * Runs.
     *
     * @param args options, see README.md
     * @throws Exception if a child process fails
     */
    public static void main(String[] args) throws Exception {
        Options options = Options.parse(args);
        try (ChildJvm broker = BrokerProcess.artemisInMemory(List.of("-Xms1g", "-Xmx3g"))) {
            new Rig(options, broker).run();
        }
        System.exit(0);
    }

    private void run() throws IOException {
        try {
            for (String contender : CONTENDERS) {
                workers.put(contender, worker(contender, ""));
            }
            if (options.before() != null) {
                workers.put(BEFORE, worker("stompest", options.before()));
            }
            System.out.println(Table.HEAD);
            for (Workload workload : options.only()) {
                System.out.print(measure(workload));
            }
        } finally {
            for (ChildJvm worker : workers.values()) {
                worker.close();
            }
        }
    }

    private ChildJvm worker(String contender, String firstClasses) throws IOException {
        List<String> jvm = new ArrayList<>(List.of("-Xms256m", "-Xmx256m"));
        if (options.jfr() != null && contender.equals("stompest") && firstClasses.isEmpty()) {
            jvm.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + options.jfr());
        }
        return new ChildJvm(Worker.class, jvm, firstClasses, List.of(contender, broker.ready()[0], broker.ready()[1]));
    }

    /** The first round warms everybody up and does not count. */
    private Table measure(Workload workload) throws IOException {
        Table table = new Table(workload);
        for (int round = 0; round <= options.rounds(); round++) {
            for (Map.Entry<String, ChildJvm> worker : workers.entrySet()) {
                double[] result = turn(workload, worker.getValue());
                if (round > 0) {
                    table.add(worker.getKey(), result);
                }
            }
        }
        return table;
    }

    private double[] turn(Workload workload, ChildJvm worker) throws IOException {
        String queue = "bench." + workload;
        if (workload.consumes()) {
            new BareContender(stompPort).fill(queue, workload.most());
        }
        double cpu = broker.cpuMicros();
        String[] answer = worker.ask(workload + " " + queue + " " + workload.most() + " " + options.turnNanos());
        cpu = broker.cpuMicros() - cpu;
        broker.ask("purge " + queue);
        double[] result = Arrays.stream(answer).mapToDouble(Double::parseDouble).toArray();
        result[BROKER_CPU] = cpu / result[Worker.MESSAGES];
        return result;
    }
}
