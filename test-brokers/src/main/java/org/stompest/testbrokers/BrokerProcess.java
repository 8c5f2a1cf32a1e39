package org.stompest.testbrokers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A broker in a JVM of its own that can be killed and started again, on the same port, with the same journal. What it had
 * confirmed when it was killed is there afterwards. It listens on the loopback interface only, lets anybody in, and ends when this
 * JVM does.
 *
 * <p>Concurrency: any thread; one at a time starts and ends it.
 */
public final class BrokerProcess implements AutoCloseable {
    /** How long a broker may take to start, on a machine that has other things to do. */
    static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Starts fast rather than runs fast. */
    private static final List<String> SMALL_JVM = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-Djava.net.preferIPv4Stack=true",
            "-Dlogback.configurationFile=org/stompest/testbrokers/broker-logback.xml");

    private final Path data;
    private final int stompPort;
    private final List<String> arguments;
    private final boolean servesFromTheStart;
    private volatile ChildJvm jvm;

    private BrokerProcess(Path data, int stompPort, List<String> arguments, boolean servesFromTheStart) {
        this.data = data;
        this.stompPort = stompPort;
        this.arguments = arguments;
        this.servesFromTheStart = servesFromTheStart;
    }

    /**
     * {@return an Artemis, which is still to be started}
     *
     * @param data the folder of its journal and its log, {@code broker.log}; made if it is not there
     */
    public static BrokerProcess artemis(Path data) {
        return artemis(data, new ArtemisSettings(data, Ports.free(), Ports.free(), ArtemisSettings.Role.SINGLE, 0));
    }

    /** {@return an Artemis that logs into a folder of its own, which may be another than that of the journal} */
    static BrokerProcess artemis(Path home, ArtemisSettings settings) {
        return new BrokerProcess(
                home,
                settings.stompPort(),
                BrokerMain.arguments(settings),
                settings.role() != ArtemisSettings.Role.BACKUP);
    }

    /**
     * {@return an ActiveMQ Classic on a KahaDB, which is still to be started}
     *
     * @param data the folder of its store and its log, {@code broker.log}; made if it is not there
     */
    public static BrokerProcess classic(Path data) {
        int port = Ports.free();
        return new BrokerProcess(data, port, BrokerMain.classicArguments(data, port), true);
    }

    /**
     * Starts an Artemis without a journal, for those who measure.
     *
     * @param options of its JVM
     * @return the JVM; {@link ChildJvm#ready} has the STOMP port and that of its own clients, and it understands the requests
     *     {@code purge QUEUE} and {@code counts} (sessions, consumers, queues)
     * @throws IOException if it does not start
     */
    public static ChildJvm artemisInMemory(List<String> options) throws IOException {
        return new ChildJvm(BrokerMain.class, options, "", BrokerMain.arguments(ArtemisSettings.withoutJournal()));
    }

    /**
     * Starts it and waits until it answers on its STOMP port; a backup is only started. Without effect if it runs.
     *
     * @return this
     * @throws UncheckedIOException if it does not start
     */
    public synchronized BrokerProcess start() {
        if (isRunning()) {
            return this;
        }
        launch();
        if (servesFromTheStart) {
            awaitServing();
        }
        return this;
    }

    private void launch() {
        try {
            Files.createDirectories(data);
            ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(log().toFile());
            jvm = new ChildJvm(BrokerMain.class, SMALL_JVM, "", arguments, log);
        } catch (IOException e) {
            throw new UncheckedIOException("a broker does not start: " + e.getMessage() + "; its log is " + log(), e);
        }
    }

    private Path log() {
        return data.resolve("broker.log");
    }

    /**
     * Waits until it answers on its STOMP port: what a backup does when it has taken over.
     *
     * @throws IllegalStateException if it does not within a minute
     */
    public void awaitServing() {
        StompProbe.await(stompPort, START_LIMIT);
    }

    /** {@return whether it answers on its STOMP port at this moment} */
    public boolean isServing() {
        return StompProbe.answers(stompPort);
    }

    /** Kills it: it has no time to say or write anything. Returns when it is gone; without effect if it does not run. */
    public synchronized void kill() {
        if (jvm != null) {
            jvm.kill();
        }
    }

    /** Stops it in good order and waits for its end; without effect if it does not run. */
    public synchronized void stop() {
        if (jvm != null) {
            jvm.close();
        }
    }

    /**
     * Starts it again, killed before if it still runs, and waits until it answers; a backup is only started.
     *
     * @throws UncheckedIOException if it does not start
     */
    public synchronized void restart() {
        kill();
        start();
    }

    /** {@return whether its process runs} */
    public boolean isRunning() {
        ChildJvm current = jvm;
        return current != null && current.isAlive();
    }

    /** {@return its STOMP port, the same after each start} */
    public int stompPort() {
        return stompPort;
    }

    /** {@return {@code tcp://127.0.0.1:PORT}} */
    public String uri() {
        return "tcp://127.0.0.1:" + stompPort;
    }

    /**
     * {@return how many messages a queue holds, those that a consumer has and did not acknowledge among them; 0 if there is none}
     *
     * @param queue its name, without spaces
     * @throws UncheckedIOException if the broker does not run
     */
    public long messages(String queue) {
        return ask("messages " + queue);
    }

    /**
     * {@return how many consumers a queue has; 0 if there is none}
     *
     * @param queue its name, without spaces
     * @throws UncheckedIOException if the broker does not run
     */
    public long consumers(String queue) {
        return ask("consumers " + queue);
    }

    /**
     * {@return how many connections it has}
     *
     * @throws UncheckedIOException if the broker does not run
     */
    public int connections() {
        return (int) ask("connections");
    }

    /**
     * {@return what a queue, or an address with all its queues, holds and who has what of it, in one line for people}
     *
     * @param queue its name, without spaces
     * @throws UncheckedIOException if the broker does not run
     */
    public String describe(String queue) {
        return String.join(" ", answer("describe " + queue));
    }

    private long ask(String question) {
        return Long.parseLong(answer(question)[0]);
    }

    private String[] answer(String question) {
        ChildJvm current = jvm;
        if (current == null) {
            throw new IllegalStateException("the broker was not started");
        }
        try {
            return current.ask(question);
        } catch (IOException e) {
            throw new UncheckedIOException("the broker does not tell: " + question + "; its log is " + log(), e);
        }
    }

    /** Ends it, at once: what it still had to write is nobody's business any more. */
    @Override
    public void close() {
        kill();
    }
}
