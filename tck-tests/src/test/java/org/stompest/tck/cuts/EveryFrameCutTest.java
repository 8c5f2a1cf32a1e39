package org.stompest.tck.cuts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.cuts.Play.ForgottenException;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;
import org.stompest.testbroker.FaultProxy.Direction;
import org.stompest.testbroker.FaultProxy.Where;

/**
 * Does what applications do, once to count the frames, then again and again with the connection cut at each of them: nothing is
 * lost, nothing is handed out twice, no call throws, all return in time, and the session can be used afterwards.
 *
 * <p>Every other frame is cut at one place, which changes from frame to frame; with {@code -Dcuts=each} every frame at one place, with
 * {@code -Dcuts=all} at all three. One cut alone is {@code -Dcuts=TO_CLIENT,7,MIDDLE}. What a broker itself loses sight of is not counted.
 */
@Section("10.3")
class EveryFrameCutTest extends JmsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CHOSEN = System.getProperty("cuts", "");

    /** One place in the conversation. */
    private record Cut(Direction direction, int frame, Where where, String command) {
        boolean isChosen(Scenario scenario) {
            return switch (CHOSEN) {
                case "all" -> true;
                case "" -> (frame + scenario.ordinal()) % 6 == 2 * where.ordinal() + direction.ordinal();
                case "each" -> (frame + scenario.ordinal()) % 3 == where.ordinal();
                default -> CHOSEN.equals(direction + "," + frame + "," + where);
            };
        }

        /** Whether the broker may have had a COMMIT before: what goes the other way may be its receipt. */
        boolean letsCommit() {
            return direction == Direction.TO_CLIENT || (command.equals("COMMIT") && where == Where.AFTER);
        }

        @Override
        public String toString() {
            return where + " frame " + frame + " " + direction + " (" + command + "), -Dcuts=" + direction + "," + frame
                    + "," + where;
        }
    }

    private Session outside;

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNothingComesTwice(Scenario scenario) throws Exception {
        Provider.onlyStompest("promises more than the specification asks");
        useOwnBroker();
        Connection connection = connect();
        outside = connection.createSession();
        play(scenario, null); // the first of a broker is slow
        List<Cut> cuts = cuts(play(scenario, null));
        assertThat(cuts).isNotEmpty();
        List<String> failed = new ArrayList<>();
        int runs = 0;
        for (Cut cut : cuts) {
            if (cut.isChosen(scenario)) {
                runs++;
                failed.addAll(tryIt(scenario, cut));
            }
        }
        if (!failed.isEmpty()) {
            fail(failed.size() + " of " + runs + " cuts show: " + String.join("\n", failed));
        }
    }

    private List<String> tryIt(Scenario scenario, Cut cut) {
        long start = System.nanoTime();
        try {
            play(scenario, cut);
        } catch (Exception | AssertionError e) {
            if (causes(e).anyMatch(ForgottenException.class::isInstance)) {
                return List.of();
            }
            if (causes(e).anyMatch(cause -> KnownFault.explains(kind, scenario, cut.letsCommit(), cause))) {
                return List.of();
            }
            return List.of(cut + ": " + e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return took.compareTo(LIMIT) > 0 ? List.of(cut + ": took " + took) : List.of();
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause);
    }

    private static List<Cut> cuts(Map<Direction, List<String>> frames) {
        List<Cut> cuts = new ArrayList<>();
        frames.forEach((direction, commands) -> {
            for (int i = 0; i < commands.size(); i++) {
                for (Where where : Where.values()) {
                    cuts.add(new Cut(direction, i + 1, where, commands.get(i)));
                }
            }
        });
        return cuts;
    }

    /** {@return the commands of all frames} */
    private Map<Direction, List<String>> play(Scenario scenario, Cut cut) throws Exception {
        Map<Direction, List<String>> commands = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            commands.put(direction, new CopyOnWriteArrayList<>());
        }
        try (Play play = new Play(broker, outside)) {
            play.proxy.watch((direction, command) -> commands.get(direction).add(command));
            if (cut != null) {
                play.proxy.cutAt(cut.direction(), cut.frame(), cut.where());
            }
            try {
                scenario.run(play);
            } catch (Exception | AssertionError e) {
                play.assertNotForgotten();
                throw e;
            }
            play.assertNotTold();
        }
        return commands;
    }
}
