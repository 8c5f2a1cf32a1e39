package org.stompest.benchmarks.send;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** A contender in a JVM of its own: for each line of standard input it sends for so many nanoseconds. */
public final class SendWorker {
    /** The clock is asked once for so many messages. */
    private static final int CHUNK = 1000;

    private SendWorker() {}

    /**
     * Runs a contender.
     *
     * @param args its name and the port of the sink
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready " + args[0]);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(turn(args[0], port, Long.parseLong(line)));
        }
        System.exit(0);
    }

    private static Sender sender(String contender, int port) throws Exception {
        return switch (contender) {
            case "bare" -> new BareSender(port);
            case "connection" -> new ConnectionSender(port);
            case "client" -> new ClientSender(port);
            case "async" -> new AsyncClientSender(port);
            default -> throw new IllegalArgumentException("no contender " + contender);
        };
    }

    /** {@return messages a second, and the microseconds of processor time for each} */
    private static String turn(String contender, int port, long nanos) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (Sender sender = sender(contender, port)) {
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            long sent = 0;
            while (System.nanoTime() - start < nanos) {
                for (int i = 0; i < CHUNK; i++) {
                    sender.send(++sent);
                }
            }
            sender.finish();
            double seconds = (System.nanoTime() - start) / 1e9;
            return "ok " + sent / seconds + " " + (system.getProcessCpuTime() - cpu) / 1e3 / sent;
        }
    }
}
