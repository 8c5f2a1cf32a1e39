package org.stompest.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.stompest.benchmarks.Contender.Task;
import org.stompest.benchmarks.Contender.Turn;
import org.stompest.jms.StompConnectionFactory;

/** A contender in a JVM of its own: does a turn for each line of standard input. */
public final class Worker {
    /** The numbers of an answer, in their order. */
    static final int RATE = 0;

    static final int P50 = 1;
    static final int P99 = 2;
    static final int CPU = 3;
    static final int MESSAGES = 4;

    private Worker() {}

    /**
     * Runs a contender.
     *
     * @param args its name, the STOMP port and the other port of the broker
     * @throws Exception if standard input breaks
     */
    public static void main(String[] args) throws Exception {
        Contender contender = contender(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready " + args[0]);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(answer(contender, line.split(" ")));
        }
        System.exit(0);
    }

    static Contender contender(String name, int stompPort, int corePort) throws Exception {
        return switch (name) {
            case "bare" -> new BareContender(stompPort);
            case "stompest" -> new JmsContender(new StompConnectionFactory("tcp://127.0.0.1:" + stompPort));
            case "artemis" -> new JmsContender(new ActiveMQConnectionFactory("tcp://127.0.0.1:" + corePort));
            default -> throw new IllegalArgumentException("no contender " + name);
        };
    }

    private static String answer(Contender contender, String[] request) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Task task = new Task(
                Workload.valueOf(request[0]), request[1], Integer.parseInt(request[2]), Long.parseLong(request[3]));
        try {
            long cpu = system.getProcessCpuTime();
            Turn turn = contender.run(task);
            cpu = system.getProcessCpuTime() - cpu;
            return "ok "
                    + DoubleStream.of(
                                    1e9 * turn.messages() / turn.nanos(),
                                    percentile(turn.latencies(), 0.5),
                                    percentile(turn.latencies(), 0.99),
                                    cpu / 1e3 / turn.messages(),
                                    turn.messages())
                            .mapToObj(Double::toString)
                            .collect(Collectors.joining(" "));
        } catch (Exception e) {
            return "failed " + Arrays.toString(request) + ": " + e;
        }
    }

    /** In microseconds. */
    private static double percentile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))] / 1e3;
    }
}
