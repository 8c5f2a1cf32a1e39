package org.stompest.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that answers one line with one line and ends with its standard input: with this JVM, at the latest. */
public final class Child implements AutoCloseable {
    private static final long END_SECONDS = 10;

    private final Process process;
    private final PrintStream requests;
    private final BufferedReader answers;
    private final String[] ready;

    /**
     * Starts it and waits until it is ready.
     *
     * @param main its main class
     * @param options of the JVM
     * @param firstClasses folders of classes in front of this JVM's class path, or an empty string
     * @param arguments of the main class
     * @throws IOException if it cannot be started
     */
    public Child(Class<?> main, List<String> options, String firstClasses, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        String classes = System.getProperty("java.class.path");
        command.add("-cp");
        command.add(firstClasses.isEmpty() ? classes : firstClasses + File.pathSeparator + classes);
        command.add(main.getName());
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        ready = answer("ready");
    }

    /** {@return what it said when it was ready, word by word} */
    public String[] ready() {
        return ready;
    }

    /**
     * Asks and waits.
     *
     * @param request one line
     * @return the words behind the "ok" of the answer
     * @throws IOException if it has failed or ended
     */
    public String[] ask(String request) throws IOException {
        requests.println(request);
        return answer("ok");
    }

    /** {@return the processor time it has used, in microseconds} */
    double cpuMicros() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
    }

    private String[] answer(String good) throws IOException {
        String line;
        do {
            line = answers.readLine();
            if (line == null) {
                throw new IOException("a child process has ended: see above");
            }
            if (line.startsWith("failed ")) {
                throw new IOException(line);
            }
        } while (!line.startsWith(good + " ")); // JVMs and libraries print what they like
        return line.substring(good.length() + 1).split(" ");
    }

    @Override
    public void close() throws IOException {
        requests.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
