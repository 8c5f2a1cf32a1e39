package org.stompest.testbrokers;

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
import java.util.concurrent.locks.ReentrantLock;

/**
 * A JVM that answers one line with one line and ends with its standard input: with this JVM, at the latest. It has the class
 * path of this one: that of {@code java.class.path}, where a jar that only names others in its manifest will do.
 *
 * <p>Concurrency: any thread; questions wait for one another. {@link #kill} and {@link #close} wait for nobody, and end a
 * question that is under way with an exception.
 */
public final class ChildJvm implements AutoCloseable {
    private static final long END_SECONDS = 10;

    private final Process process;
    private final PrintStream requests;
    private final BufferedReader answers;
    private final ReentrantLock asking = new ReentrantLock();
    private final String[] ready;

    /**
     * Starts it and waits until it is ready. What it writes to its standard error goes to that of this JVM.
     *
     * @param main its main class
     * @param options of the JVM
     * @param firstClasses folders of classes in front of this JVM's class path, or an empty string
     * @param arguments of the main class
     * @throws IOException if it cannot be started
     */
    public ChildJvm(Class<?> main, List<String> options, String firstClasses, List<String> arguments)
            throws IOException {
        this(main, options, firstClasses, arguments, ProcessBuilder.Redirect.INHERIT);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param main its main class
     * @param options of the JVM
     * @param firstClasses folders of classes in front of this JVM's class path, or an empty string
     * @param arguments of the main class
     * @param errors where its standard error goes: not into a pipe, which nobody would read
     * @throws IOException if it cannot be started
     */
    public ChildJvm(
            Class<?> main,
            List<String> options,
            String firstClasses,
            List<String> arguments,
            ProcessBuilder.Redirect errors)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        String classes = System.getProperty("java.class.path");
        command.add("-cp");
        command.add(firstClasses.isEmpty() ? classes : firstClasses + File.pathSeparator + classes);
        command.add(main.getName());
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectError(errors).start();
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            ready = answer("ready");
        } catch (IOException e) {
            kill();
            throw e;
        }
    }

    /** {@return what it said when it was ready, word by word} */
    public String[] ready() {
        return ready.clone();
    }

    /**
     * Asks and waits.
     *
     * @param request one line
     * @return the words behind the "ok" of the answer
     * @throws IOException if it has failed or ended
     */
    public String[] ask(String request) throws IOException {
        asking.lock();
        try {
            requests.println(request);
            return answer("ok");
        } finally {
            asking.unlock();
        }
    }

    /** {@return the processor time it has used, in microseconds} */
    public double cpuMicros() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
    }

    /** {@return whether it runs} */
    public boolean isAlive() {
        return process.isAlive();
    }

    private String[] answer(String good) throws IOException {
        String line;
        do {
            line = answers.readLine();
            if (line == null) {
                throw new IOException("a child process has ended: see what it wrote to its standard error");
            }
            if (line.startsWith("failed ")) {
                throw new IOException(line);
            }
        } while (!line.startsWith(good + " ")); // JVMs and libraries print what they like
        return line.substring(good.length() + 1).split(" ");
    }

    /** Ends it as the system ends a process that uses up the memory, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, and kills it if it has not after {@value #END_SECONDS} seconds. */
    @Override
    public void close() {
        requests.close();
        if (!awaitEnd()) {
            kill();
        }
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
