package org.stompest.tck.selector;

import static org.assertj.core.api.Assertions.fail;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stompest.jms.internal.selector.Selector;
import org.stompest.tck.support.EmbeddedArtemis;

/** The translation at a real broker: each message reaches just those subscriptions whose selectors match it. */
class ArtemisSelectorTest {
    private static final int SELECTORS = 60;
    private static final int MESSAGES = 100;
    private static final String LAST = "last";

    @Test
    void theBrokerDeliversWhatTheEvaluatorSelects() throws Exception {
        long seed = RandomRun.seed();
        Random random = RandomRun.random(seed);
        RandomSamples samples = new RandomSamples(random, true);
        RandomSelectors selectors = new RandomSelectors(random);
        long deadline = RandomRun.deadlineNanos();
        int rounds = 0;
        do {
            List<Selector> subscriptions = new ArrayList<>();
            for (int i = 0; i < SELECTORS; i++) {
                subscriptions.add(selectors.next());
            }
            List<Sample> messages =
                    Stream.generate(samples::next).limit(MESSAGES).toList();
            compare("selectors." + seed + "." + rounds, subscriptions, messages, "seed " + seed);
            rounds++;
        } while (System.nanoTime() < deadline);
        System.out.println(rounds * SELECTORS + " selectors on " + MESSAGES + " messages each");
    }

    private static void compare(String topic, List<Selector> selectors, List<Sample> messages, String run)
            throws Exception {
        List<Set<Integer>> delivered = deliver(topic, selectors, messages);
        for (int i = 0; i < selectors.size(); i++) {
            Selector selector = selectors.get(i);
            for (int n = 0; n < messages.size(); n++) {
                Sample sample = messages.get(n);
                if (selector.matches(sample::value) != delivered.get(i).contains(n)) {
                    fail(
                            "%s: the evaluator says %s of %s as %s for %s",
                            run, selector.evaluate(sample::value), selector, translated(selector), sample);
                }
            }
        }
    }

    private static List<Set<Integer>> deliver(String topic, List<Selector> selectors, List<Sample> messages)
            throws Exception {
        List<Set<Integer>> delivered = new ArrayList<>();
        try (BareStomp stomp = new BareStomp(EmbeddedArtemis.shared().stompUri())) {
            for (Selector selector : selectors) {
                stomp.subscribe(Integer.toString(delivered.size()), topic, translated(selector));
                delivered.add(new HashSet<>());
            }
            for (int n = 0; n < messages.size(); n++) {
                send(stomp, topic, messages.get(n).stompHeaders(), Integer.toString(n));
            }
            send(stomp, topic, Map.of("priority", "0"), LAST); // no message overtakes those of a higher priority
            for (int missing = selectors.size(); missing > 0; ) {
                BareStomp.Frame message = stomp.expect("MESSAGE");
                if (message.headers().get("nr").equals(LAST)) {
                    missing--;
                } else {
                    delivered
                            .get(Integer.parseInt(message.headers().get("subscription")))
                            .add(Integer.valueOf(message.headers().get("nr")));
                }
            }
        }
        return delivered;
    }

    private static void send(BareStomp stomp, String topic, Map<String, String> headers, String number)
            throws IOException {
        Map<String, String> numbered = new HashMap<>(headers);
        numbered.put("nr", number);
        stomp.sendMessage(topic, numbered);
    }

    /** Lets the last message through everywhere, behind which nothing comes. */
    private static String translated(Selector selector) throws JMSException {
        return RandomSelectors.translate("(" + selector + ") OR nr = '" + LAST + "'");
    }
}
