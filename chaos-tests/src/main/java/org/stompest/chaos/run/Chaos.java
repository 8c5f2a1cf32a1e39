package org.stompest.chaos.run;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Random;
import org.stompest.examples.launch.Deadline;
import org.stompest.examples.launch.WrongArgumentException;

/** The command line of chaos. */
public final class Chaos {
    static final int OK = 0;
    static final int WRONG_RESULT = 1;
    static final int WRONG_ARGUMENTS = 2;
    static final int FAILED = 3;
    static final int TOO_LATE = 4;

    /** How long starting and draining may take together, on a machine that has other things to do. */
    private static final Duration AROUND = Duration.ofMinutes(6);

    private final PrintStream out;
    private final PrintStream err;

    Chaos(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs chaos and exits: 0 if nothing was lost or duplicated and nothing hung, 1 if something was, 2 if the arguments are
     * wrong, 3 if broker or provider failed, 4 if it did not end in time.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new Chaos(System.out, System.err).run(args));
    }

    int run(String... args) {
        try {
            ChaosArguments arguments = ChaosArguments.parse(new Random().nextInt(1_000_000), args);
            if (arguments.help()) {
                out.print(ChaosArguments.USAGE);
                return OK;
            }
            return run(arguments);
        } catch (WrongArgumentException e) {
            err.println("chaos: " + e.getMessage().stripTrailing());
            return WRONG_ARGUMENTS;
        }
    }

    private int run(ChaosArguments arguments) {
        Deadline deadline = new Deadline("chaos", arguments.time().plus(AROUND), TOO_LATE, err);
        try (ChaosRun run = new ChaosRun(arguments, out, err)) {
            Verdict verdict = run.run();
            verdict.lines().forEach(out::println);
            out.println(verdict.summary());
            return verdict.isGood() ? OK : WRONG_RESULT;
        } catch (JMSException | IOException | RuntimeException e) {
            err.println("chaos: " + e);
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                err.println("  because of " + cause);
            }
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("chaos: interrupted");
            return FAILED;
        } finally {
            deadline.cancel();
        }
    }
}
