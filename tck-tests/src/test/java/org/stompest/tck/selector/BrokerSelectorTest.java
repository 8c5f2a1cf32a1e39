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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.jms.internal.selector.Selector;
import org.stompest.tck.support.Section;

/** The translation at a real broker: each message reaches just those subscriptions whose selectors match it. */
@Section({"3.8.1.1", "3.8.1.2"})
class BrokerSelectorTest {
    private static final int SELECTORS = 60;
    private static final int MESSAGES = 100;
    private static final int SELECTORS_OF_QUEUE = 20;
    private static final int MESSAGES_OF_QUEUE = 50;
    private static final String LAST = "last";

    @ParameterizedTest
    @EnumSource
    @Section({"3.8.1.1", "3.8.1.2", "4.2.2"})
    void aTopicPassesOnWhatTheEvaluatorSelects(SelectorBroker broker) throws Exception {
        long seed = RandomRun.seed();
        Random random = RandomRun.random(seed);
        RandomSamples samples = new RandomSamples(random, true);
        RandomSelectors selectors = new RandomSelectors(random, broker);
        long deadline = RandomRun.deadlineNanos();
        int rounds = 0;
        do {
            List<Selector> subscriptions = selectors(selectors, SELECTORS);
            List<Sample> messages = messages(samples, MESSAGES);
            String topic = "selectors." + seed + "." + rounds;
            check(broker, subscriptions, messages, throughTopic(broker, topic, subscriptions, messages), seed);
            rounds++;
        } while (System.nanoTime() < deadline);
        System.out.println(rounds * SELECTORS + " selectors on " + MESSAGES + " messages each");
    }

    @ParameterizedTest
    @EnumSource
    @Section({"3.8.1.1", "3.8.1.2", "4.1.2"})
    void aQueueGivesWhatTheEvaluatorSelects(SelectorBroker broker) throws Exception {
        long seed = RandomRun.seed();
        Random random = RandomRun.random(seed);
        List<Selector> consumers = selectors(new RandomSelectors(random, broker), SELECTORS_OF_QUEUE);
        List<Sample> messages = messages(new RandomSamples(random, true), MESSAGES_OF_QUEUE);
        check(broker, consumers, messages, fromQueue(broker, "selectors.queue." + seed, consumers, messages), seed);
    }

    private static List<Selector> selectors(RandomSelectors source, int count) throws JMSException {
        List<Selector> selectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            selectors.add(source.next());
        }
        return selectors;
    }

    private static List<Sample> messages(RandomSamples source, int count) {
        return Stream.generate(source::next).limit(count).toList();
    }

    private static void check(
            SelectorBroker broker,
            List<Selector> selectors,
            List<Sample> messages,
            List<Set<Integer>> delivered,
            long seed)
            throws JMSException {
        for (int i = 0; i < selectors.size(); i++) {
            Selector selector = selectors.get(i);
            for (int n = 0; n < messages.size(); n++) {
                Sample sample = messages.get(n);
                if (selector.matches(sample::value) != delivered.get(i).contains(n)) {
                    fail(
                            "seed %d: the evaluator says %s of %s as %s for %s",
                            seed,
                            selector.evaluate(sample::value),
                            selector,
                            broker.translate(selector.text()),
                            sample);
                }
            }
        }
    }

    private static List<Set<Integer>> throughTopic(
            SelectorBroker broker, String topic, List<Selector> selectors, List<Sample> messages) throws Exception {
        List<Set<Integer>> delivered = new ArrayList<>();
        try (BareStomp stomp = new BareStomp(broker.uri())) {
            for (Selector selector : selectors) {
                Map<String, String> subscribe = new HashMap<>(broker.subscribe(topic, true));
                subscribe.put("id", Integer.toString(delivered.size()));
                subscribe.put("selector", translated(broker, selector, LAST));
                stomp.request("SUBSCRIBE", subscribe);
                delivered.add(new HashSet<>());
            }
            sendAll(stomp, broker.send(topic, true), messages);
            sendLast(stomp, broker.send(topic, true), LAST);
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

    /** Consumers come one after the other, and acknowledge nothing; each has a last message of its own. */
    private static List<Set<Integer>> fromQueue(
            SelectorBroker broker, String queue, List<Selector> selectors, List<Sample> messages) throws Exception {
        List<Set<Integer>> delivered = new ArrayList<>();
        try (BareStomp stomp = new BareStomp(broker.uri())) {
            sendAll(stomp, broker.send(queue, false), messages);
            for (Selector selector : selectors) {
                String id = Integer.toString(delivered.size());
                String last = LAST + id;
                sendLast(stomp, broker.send(queue, false), last);
                Map<String, String> subscribe = new HashMap<>(broker.subscribe(queue, false));
                subscribe.putAll(Map.of("ack", "client", "id", id, "selector", translated(broker, selector, last)));
                stomp.send("SUBSCRIBE", subscribe);
                Set<Integer> numbers = new HashSet<>();
                String number = number(stomp);
                while (!number.equals(last)) {
                    if (!number.startsWith(LAST)) { // the last of another may match as well
                        numbers.add(Integer.valueOf(number));
                    }
                    number = number(stomp);
                }
                stomp.request("UNSUBSCRIBE", Map.of("id", id));
                delivered.add(numbers);
            }
        }
        return delivered;
    }

    private static String number(BareStomp stomp) throws IOException {
        return stomp.expect("MESSAGE").headers().get("nr");
    }

    private static void sendAll(BareStomp stomp, Map<String, String> send, List<Sample> messages) throws IOException {
        for (int n = 0; n < messages.size(); n++) {
            send(stomp, send, messages.get(n).stompHeaders(), Integer.toString(n));
        }
    }

    /** Sends what comes behind all others: no message overtakes those of a higher priority. */
    private static void sendLast(BareStomp stomp, Map<String, String> send, String number) throws IOException {
        send(stomp, send, Map.of("priority", "0"), number);
    }

    private static void send(BareStomp stomp, Map<String, String> send, Map<String, String> headers, String number)
            throws IOException {
        Map<String, String> numbered = new HashMap<>(headers);
        numbered.putAll(send);
        numbered.put("nr", number);
        stomp.send("SEND", numbered);
    }

    /** Lets the last message through everywhere, behind which nothing comes. */
    private static String translated(SelectorBroker broker, Selector selector, String last) throws JMSException {
        return broker.translate("(" + selector + ") OR nr = '" + last + "'");
    }
}
