package org.stompest.examples.launch;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.stompest.examples.demo.LineApplication;
import org.stompest.examples.demo.Report;

/** The command line of the demo. */
public final class Demo {
    static final int OK = 0;
    static final int WRONG_RESULT = 1;
    static final int WRONG_ARGUMENTS = 2;
    static final int FAILED = 3;
    static final int TOO_LATE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PROGRESS_SECONDS = 2;

    private final PrintStream out;
    private final PrintStream err;

    Demo(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the demo and exits: 0 if all lines arrived, 1 if not, 2 if the arguments are wrong, 3 if broker or provider
     * failed, 4 if the time limit was reached.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new Demo(System.out, System.err).run(args));
    }

    int run(String... args) {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments.help()) {
                out.print(Arguments.USAGE);
                return OK;
            }
            return run(arguments, InputFiles.of(arguments.files()));
        } catch (WrongArgumentException e) {
            err.println("demo: " + e.getMessage().stripTrailing());
            return WRONG_ARGUMENTS;
        }
    }

    private int run(Arguments arguments, InputFiles files) {
        Deadline deadline = new Deadline("demo", arguments.limit(), TOO_LATE, err);
        try {
            if (arguments.broker() != null) {
                return run(arguments, files, arguments.broker());
            }
            try (EmbeddedBroker broker = new EmbeddedBroker("STOMP")) {
                out.println("broker   " + broker.version() + ", started here, at " + broker.uri());
                return run(arguments, files, broker.uri());
            }
        } catch (JMSException | NamingException | BrokerException | UncheckedIOException e) {
            err.println("demo: " + e.getMessage());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                err.println("  because of " + cause);
            }
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("demo: interrupted");
            return FAILED;
        } finally {
            deadline.cancel();
        }
    }

    private int run(Arguments arguments, InputFiles files, String uri)
            throws JMSException, NamingException, InterruptedException {
        System.setProperty("demo.broker", uri);
        out.printf(Locale.ROOT, "input    %,d files%n", files.count());
        LineApplication application =
                new LineApplication(new InitialContext(), arguments.user(), arguments.password(), PATIENCE);
        Report report;
        LineCounts counts = new LineCounts();
        try (LineReader lines = new LineReader(files);
                ProgressLine progress = new ProgressLine("demo", out, PROGRESS_SECONDS, counts::toString)) {
            progress.start();
            report = application.run(lines, counts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report.details().forEach(out::println);
        out.println(report.summary());
        return report.isGood() ? OK : WRONG_RESULT;
    }
}
