package org.stompest.examples.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line says.
 *
 * @param help whether help is all that is asked for
 * @param broker the URI of the broker to use, or null to start one
 * @param user null to connect without credentials
 * @param password goes with the user
 * @param limit after which the program ends in any case
 * @param files whose lines are sent; empty for the project's own
 */
record Arguments(boolean help, String broker, String user, String password, Duration limit, List<Path> files) {
    static final String USAGE = """
            usage: ./demo [--broker URI [--user NAME --password WORD]] [--limit SECONDS] [FILE...]

            Sends every line of the files over a STOMP broker, through an application that knows only
            jakarta.jms and javax.naming, and proves that each arrived once, unchanged and in order.

              FILE...           text files in UTF-8; without any, the text files of this project
              --broker URI      use the broker at URI, such as tcp://localhost:61613;
                                without it an Apache ActiveMQ Artemis is started in this process
              --user NAME       log in as NAME
              --password WORD   the password that goes with it
              --limit SECONDS   give up after that time, by default 900
              --help            show this

            exit status: 0 all lines arrived, 1 some did not, 2 wrong arguments, 3 the broker could not be
            used, 4 the time limit was reached
            """;

    private static final Duration LIMIT = Duration.ofMinutes(15);

    static Arguments parse(String... args) throws WrongArgumentException {
        boolean help = false;
        String broker = null;
        String user = null;
        String password = null;
        Duration limit = LIMIT;
        List<Path> files = new ArrayList<>();
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            switch (arg) {
                case "--help", "-h" -> help = true;
                case "--broker" -> broker = value(arg, rest);
                case "--user" -> user = value(arg, rest);
                case "--password" -> password = value(arg, rest);
                case "--limit" -> limit = seconds(arg, value(arg, rest));
                case "--" -> rest.forEachRemaining(file -> files.add(Path.of(file)));
                default -> {
                    if (arg.startsWith("-")) {
                        throw new WrongArgumentException("unknown option " + arg + "\n" + USAGE);
                    }
                    files.add(Path.of(arg));
                }
            }
        }
        if (broker == null && (user != null || password != null)) {
            throw new WrongArgumentException("--user and --password need --broker\n" + USAGE);
        }
        if ((user == null) != (password == null)) {
            throw new WrongArgumentException("--user and --password go together\n" + USAGE);
        }
        return new Arguments(help, broker, user, password, limit, files);
    }

    private static String value(String option, Iterator<String> rest) throws WrongArgumentException {
        if (!rest.hasNext()) {
            throw new WrongArgumentException("a value is missing after " + option + "\n" + USAGE);
        }
        return rest.next();
    }

    private static Duration seconds(String option, String value) throws WrongArgumentException {
        try {
            int seconds = Integer.parseInt(value);
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw new WrongArgumentException(option + " takes a number of seconds, not '" + value + "'", e);
        }
        throw new WrongArgumentException(option + " takes a positive number of seconds, not " + value);
    }

    /** {@return the arguments for a log: without the password} */
    @Override
    public String toString() {
        return "Arguments[broker=" + broker + ", user=" + user + ", limit=" + limit + ", files=" + files + "]";
    }
}
