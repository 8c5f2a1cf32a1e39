package org.stompest.chaos.run;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.stompest.examples.launch.WrongArgumentException;

/**
 * What the command line says.
 *
 * @param help whether help is all that is asked for
 * @param time how long things go wrong
 * @param seed of the plan
 * @param broker which one
 */
record ChaosArguments(boolean help, Duration time, long seed, BrokerName broker) {
    static final String USAGE = """
            usage: ./chaos [--minutes M] [--seed S] [--broker artemis|classic]

            Runs a JMS application over a broker whose connections are cut, frozen, throttled, truncated and
            refused, and which is killed now and then, and proves that no message was lost or came twice, and
            that every call ended in time.

              --minutes M   how long things go wrong, by default 1; 0.5 is half a minute
              --seed S      a number from which the plan of faults follows; any other one by default
              --broker NAME artemis (the default) or classic: Apache ActiveMQ Artemis or ActiveMQ Classic,
                            started here in a process of its own, with its journal
              --help        show this

            exit status: 0 nothing was lost or came twice and nothing hung, 1 something did, 2 wrong
            arguments, 3 broker or provider failed, 4 it did not end in time
            """;

    private static final double MOST_MINUTES = 24 * 60;
    private static final int MILLIS_PER_MINUTE = 60_000;

    static ChaosArguments parse(long anySeed, String... args) throws WrongArgumentException {
        boolean help = false;
        Duration time = Duration.ofMinutes(1);
        long seed = anySeed;
        BrokerName broker = BrokerName.ARTEMIS;
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            switch (arg) {
                case "--help", "-h" -> help = true;
                case "--minutes" -> time = minutes(value(arg, rest));
                case "--seed" -> seed = seed(value(arg, rest));
                case "--broker" -> broker = broker(value(arg, rest));
                default -> throw new WrongArgumentException("unknown argument " + arg + "\n" + USAGE);
            }
        }
        return new ChaosArguments(help, time, seed, broker);
    }

    private static String value(String option, Iterator<String> rest) throws WrongArgumentException {
        if (!rest.hasNext()) {
            throw new WrongArgumentException("a value is missing after " + option + "\n" + USAGE);
        }
        return rest.next();
    }

    private static Duration minutes(String value) throws WrongArgumentException {
        try {
            double minutes = Double.parseDouble(value);
            if (minutes > 0 && minutes <= MOST_MINUTES) {
                return Duration.ofMillis(Math.round(minutes * MILLIS_PER_MINUTE));
            }
        } catch (NumberFormatException e) {
            throw new WrongArgumentException("--minutes takes a number of minutes, not '" + value + "'", e);
        }
        throw new WrongArgumentException("--minutes takes a number above 0 and up to a day, not " + value);
    }

    private static long seed(String value) throws WrongArgumentException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new WrongArgumentException("--seed takes a whole number, not '" + value + "'", e);
        }
    }

    private static BrokerName broker(String value) throws WrongArgumentException {
        for (BrokerName broker : BrokerName.values()) {
            if (broker.toString().equals(value)) {
                return broker;
            }
        }
        throw new WrongArgumentException("--broker takes artemis or classic, not '" + value + "'");
    }
}
