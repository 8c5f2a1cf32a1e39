package org.stompest.testbrokers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A broker in a JVM of its own: it says its ports on standard output, then answers one line with one line, and ends when
 * standard input does.
 */
public final class BrokerMain {
    private static final String ARTEMIS = "artemis";
    private static final String CLASSIC = "classic";
    private static final String NONE = "-";

    private BrokerMain() {}

    /** {@return what makes {@link #main} run this Artemis} */
    static List<String> arguments(ArtemisSettings settings) {
        return List.of(
                ARTEMIS,
                settings.data() == null ? NONE : settings.data().toString(),
                String.valueOf(settings.stompPort()),
                String.valueOf(settings.corePort()),
                settings.role().name(),
                String.valueOf(settings.peerPort()));
    }

    /** {@return what makes {@link #main} run an ActiveMQ Classic} */
    static List<String> classicArguments(Path data, int stompPort) {
        return List.of(CLASSIC, data.toString(), String.valueOf(stompPort));
    }

    /**
     * Runs a broker.
     *
     * @param args as made by {@link #arguments} or {@link #classicArguments}
     * @throws IOException if standard input cannot be read
     */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(
                System.err); // nobody reads what else is printed, and a pipe that is full would hold up the broker
        try (LocalBroker broker = start(args);
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            answers.println(ready(broker));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println(answer(broker, line.split(" ")));
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            answers.println("failed " + e + ", for " + e.getCause());
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }

    private static LocalBroker start(String[] args) {
        Path data = args[1].equals(NONE) ? null : Path.of(args[1]);
        int stompPort = Integer.parseInt(args[2]);
        if (args[0].equals(CLASSIC)) {
            return new ClassicServer(data, stompPort);
        }
        return new ArtemisServer(new ArtemisSettings(
                data,
                stompPort,
                Integer.parseInt(args[3]),
                ArtemisSettings.Role.valueOf(args[4]),
                Integer.parseInt(args[5])));
    }

    private static String ready(LocalBroker broker) {
        List<String> words = new ArrayList<>(List.of("ready", String.valueOf(broker.stompPort())));
        if (broker instanceof ArtemisServer artemis) {
            words.add(String.valueOf(artemis.corePort()));
        }
        return String.join(" ", words);
    }

    private static String answer(LocalBroker broker, String[] request) {
        return switch (request[0]) {
            case "messages" -> "ok " + broker.messages(request[1]);
            case "consumers" -> "ok " + broker.consumers(request[1]);
            case "purge" -> "ok " + broker.purge(request[1]);
            case "describe" -> "ok " + broker.describe(request[1]);
            case "connections" -> "ok " + broker.connections();
            case "counts" -> {
                LocalBroker.Counts counts = broker.counts();
                yield "ok " + counts.sessions() + " " + counts.consumers() + " " + counts.queues();
            }
            default -> "failed what is " + request[0];
        };
    }
}
