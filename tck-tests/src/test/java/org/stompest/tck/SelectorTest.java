package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Lacks;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Message selectors: section 3.8. */
@Section("3.8")
class SelectorTest extends JmsTest {
    private static final List<String> ALL = List.of("one", "five", "ten", "bare");

    /** What ActiveMQ Classic cannot calculate, and so is refused there. */
    private static final Set<String> NOT_ON_CLASSIC = Set.of("d + n > 2");

    /** Selectors and the texts of the messages below that they match. */
    private static final Map<String, List<String>> MATCHES = new LinkedHashMap<>();

    static {
        MATCHES.put("s = 'red'", List.of("one"));
        MATCHES.put("s <> 'red'", List.of("five", "ten"));
        MATCHES.put("s = 'blue it''s: 100%\\'", List.of("ten"));
        MATCHES.put("s IN ('red', 'green')", List.of("one", "five"));
        MATCHES.put("s NOT IN ('red', 'green')", List.of("ten"));
        MATCHES.put("s LIKE '_r%'", List.of("five"));
        MATCHES.put("s NOT LIKE 'r%'", List.of("five", "ten"));
        MATCHES.put("s LIKE '%!%_' ESCAPE '!'", List.of("ten"));
        MATCHES.put("s IS NULL", List.of("bare"));
        MATCHES.put("s IS NOT NULL", List.of("one", "five", "ten"));
        MATCHES.put("n = 5", List.of("five"));
        MATCHES.put("n <> 5", List.of("one", "ten"));
        MATCHES.put("n > 4", List.of("five", "ten"));
        MATCHES.put("n >= 5 AND n < 10", List.of("five"));
        MATCHES.put("n BETWEEN 2 AND 9", List.of("five"));
        MATCHES.put("n NOT BETWEEN 2 AND 9", List.of("one", "ten"));
        MATCHES.put("n + 1 = 6", List.of("five"));
        MATCHES.put("1 + n = 6", List.of("five"));
        MATCHES.put("n * 2 - 1 > 8", List.of("five", "ten"));
        MATCHES.put("n / 2 = 5", List.of("ten"));
        if (Provider.isStompest()) { // Artemis has no unary minus before a name
            MATCHES.put("-n < -4", List.of("five", "ten"));
        }
        MATCHES.put("NOT (n > 4)", List.of("one"));
        MATCHES.put("NOT (n > 4 OR s = 'red')", List.of());
        MATCHES.put("n > 0.5 AND (s = 'red' OR b = FALSE)", List.of("one", "five"));
        MATCHES.put("d < 0", List.of("five"));
        MATCHES.put("d = 1.5E0", List.of("one"));
        MATCHES.put("b = TRUE", List.of("one"));
        MATCHES.put("b = FALSE", List.of("five"));
        MATCHES.put("b <> FALSE", List.of("one"));
        MATCHES.put("b", List.of("one"));
        MATCHES.put("NOT b", List.of("five"));
        MATCHES.put("b OR n = 10", List.of("one", "ten"));
        MATCHES.put("big = 9007199254740993", List.of("ten"));
        MATCHES.put("big > 9007199254740992", List.of("ten"));
        MATCHES.put("nosuch = 1 OR n = 1", List.of("one"));
        MATCHES.put("nosuch <> 1", List.of());
        MATCHES.put("JMSPriority > 5", List.of("ten"));
        MATCHES.put("JMSType = 'car'", List.of("five"));
        MATCHES.put("JMSCorrelationID LIKE 'c-%'", List.of("five"));
        MATCHES.put("JMSDeliveryMode = 'NON_PERSISTENT'", List.of("bare"));
        MATCHES.put("JMSTimestamp > 0 AND JMSPriority = 4", List.of("one", "five", "bare"));
        MATCHES.put("JMSXGroupID = 'g'", List.of("one"));
        MATCHES.put("", ALL);
    }

    private static Stream<Arguments> selectors() {
        return MATCHES.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static void sendAll(Session session, Destination destination) throws JMSException {
        MessageProducer producer = session.createProducer(destination);
        TextMessage one = session.createTextMessage("one");
        one.setIntProperty("n", 1);
        one.setStringProperty("s", "red");
        one.setBooleanProperty("b", true);
        one.setDoubleProperty("d", 1.5);
        one.setStringProperty("JMSXGroupID", "g");
        producer.send(one);
        TextMessage five = session.createTextMessage("five");
        five.setShortProperty("n", (short) 5);
        five.setStringProperty("s", "green");
        five.setBooleanProperty("b", false);
        five.setFloatProperty("d", -2.5f);
        five.setJMSType("car");
        five.setJMSCorrelationID("c-1");
        producer.send(five);
        TextMessage ten = session.createTextMessage("ten");
        ten.setByteProperty("n", (byte) 10);
        ten.setStringProperty("s", "blue it's: 100%\\");
        ten.setLongProperty("big", 9007199254740993L);
        producer.send(ten, Message.DEFAULT_DELIVERY_MODE, 7, 0);
        producer.send(session.createTextMessage("bare"), DeliveryMode.NON_PERSISTENT, 4, 0);
    }

    private static List<String> drain(MessageConsumer consumer, int count) throws JMSException {
        List<String> received = new ArrayList<>(receiveTexts(consumer, count));
        for (Message extra = consumer.receiveNoWait(); extra != null; extra = consumer.receiveNoWait()) {
            received.add(textOf(extra));
        }
        return received;
    }

    private boolean isRefused(String selector) {
        return kind == BrokerKind.CLASSIC && NOT_ON_CLASSIC.contains(selector);
    }

    // Message selector syntax; what does not match stays for others
    @Section({"3.8.1.1", "3.8.1.2", "3.8.1.3"})
    @ParameterizedTest(name = "<{0}>")
    @MethodSource("selectors")
    void takesOnlyWhatMatchesFromQueue(String selector, List<String> matching) throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        if (isRefused(selector)) {
            assertThatThrownBy(() -> session.createConsumer(queue, selector))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("ActiveMQ Classic cannot evaluate");
            return;
        }
        MessageConsumer choosy = session.createConsumer(queue, selector);
        sendAll(session, queue);

        assertThat(drain(choosy, matching.size())).containsExactlyInAnyOrderElementsOf(matching);
        choosy.close();

        List<String> rest = new ArrayList<>(ALL);
        rest.removeAll(matching);
        assertThat(receiveTexts(session.createConsumer(queue), rest.size())).containsExactlyInAnyOrderElementsOf(rest);
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Section({"3.8.1", "4.2.2"})
    @Test
    void addsOnlyWhatMatchesToSubscriptions() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        Map<String, MessageConsumer> consumers = new LinkedHashMap<>();
        for (String selector : MATCHES.keySet().stream()
                .filter(candidate -> !isRefused(candidate))
                .toList()) {
            consumers.put(selector, session.createConsumer(topic, selector));
        }

        sendAll(session, topic);

        Map<String, List<String>> received = new LinkedHashMap<>();
        for (Map.Entry<String, MessageConsumer> consumer : consumers.entrySet()) {
            List<String> expected = MATCHES.get(consumer.getKey());
            received.put(
                    consumer.getKey(),
                    drain(consumer.getValue(), expected.size()).stream()
                            .sorted()
                            .toList());
        }
        Map<String, List<String>> expected = new LinkedHashMap<>();
        MATCHES.forEach((selector, texts) ->
                expected.put(selector, texts.stream().sorted().toList()));
        expected.keySet().removeIf(this::isRefused);
        assertThat(received).isEqualTo(expected);
    }

    // identifiers compared with a value of another type do not match
    @Section("3.8.1.1")
    @Test
    void typesAreNotMixed() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer numbers = session.createConsumer(topic, "v = 7");
        MessageConsumer strings = session.createConsumer(topic, "v = '7'");
        MessageProducer producer = session.createProducer(topic);
        TextMessage number = session.createTextMessage("number");
        number.setIntProperty("v", 7);
        TextMessage string = session.createTextMessage("string");
        string.setStringProperty("v", "7");

        producer.send(number);
        producer.send(string);

        assertThat(receiveText(numbers)).isEqualTo("number");
        assertThat(receiveText(strings)).isEqualTo("string");
        assertNothingComes(numbers);
        assertThat(strings.receiveNoWait()).isNull();
    }

    // a message is asked for by its id
    @Section("3.8.1.1")
    @Test
    void findsOneMessageByItsId() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        send(session, producer, "before");
        TextMessage wanted = session.createTextMessage("wanted");
        producer.send(wanted);
        send(session, producer, "after");

        MessageConsumer consumer = session.createConsumer(queue, "JMSMessageID = '" + wanted.getJMSMessageID() + "'");

        assertThat(receiveText(consumer)).isEqualTo("wanted");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    // arithmetic with two properties
    @Section("3.8.1.1")
    @Test
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = "to the broker the properties of STOMP messages are texts, with which it cannot calculate",
            instead =
                    "compare or calculate with one property and constants; subscribe to a topic, where the client filters;"
                            + " or let the producer set a property to the result")
    void calculatesWithTwoPropertiesOfAQueue() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        sendAll(session, queue);

        assertThat(drain(session.createConsumer(queue, "d + n > 2"), 2)).containsExactly("one", "five");
    }

    @Section("3.8.1.1")
    @ParameterizedTest
    @ValueSource(strings = {"d + n > 2", "größe = 1 OR d + n > 2"})
    void theClientFiltersTopicsWhereTheBrokerCannot(String selector) throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createConsumer(topic, selector);
        sendAll(session, topic);

        assertThat(drain(consumer, 2)).containsExactly("one", "five");
    }

    @Section("3.8.1.1")
    @Test
    void whatABrokerCannotEvaluateIsRefusedForAQueueWithTheReason() throws Exception {
        Session session = connect("client-" + name()).createSession();
        Queue queue = session.createQueue(name());
        Topic topic = session.createTopic(name());

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> session.createConsumer(queue, "größe = 1"),
                () -> session.createDurableConsumer(topic, "sub", "größe = 1", false))) {
            assertThatThrownBy(call)
                    .isInstanceOf(JMSException.class)
                    .isNotInstanceOf(InvalidSelectorException.class)
                    .hasMessageContaining(" cannot evaluate the selector \"größe = 1\": ")
                    .hasMessageContaining("does not take 'größe' for the name of a property");
        }
        if (kind == BrokerKind.CLASSIC) {
            assertThatThrownBy(() -> session.createConsumer(queue, "d + n > 2"))
                    .hasMessageContaining("cannot calculate with more than one property");
        }
        send(session, session.createProducer(queue), "still works");
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("still works");
    }

    // null is no selector
    @Section("3.8.1")
    @Test
    void nullIsNoSelector() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue, null);
        send(session, session.createProducer(queue), "any");

        assertThat(consumer.getMessageSelector()).isNull();
        assertThat(receiveText(consumer)).isEqualTo("any");
    }

    // InvalidSelectorException; the session stays usable
    @Section("10.3")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "n >",
                "= 3",
                "n = = 3",
                "s LIKE 5",
                "n AND",
                "s = 'unclosed",
                "n BETWEEN 1",
                "s = 'a' OR OR b",
                "(n = 1",
                "n = 1)",
                "s IN ()",
                "NOT",
                "a b",
                "s LIKE 'x' ESCAPE 'xy'"
            })
    void refusesInvalidSelector(String selector) throws Exception {
        Session session = connect("client-" + name()).createSession();
        Queue queue = session.createQueue(name());
        Topic topic = session.createTopic(name());

        assertThatThrownBy(() -> session.createConsumer(queue, selector)).isInstanceOf(InvalidSelectorException.class);
        assertThatThrownBy(() -> session.createConsumer(topic, selector)).isInstanceOf(InvalidSelectorException.class);
        assertThatThrownBy(() -> session.createDurableConsumer(topic, "sub", selector, false))
                .isInstanceOf(InvalidSelectorException.class);

        send(session, session.createProducer(queue), "still works");
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("still works");
    }

    // the selector as it was given
    @Section("3.8.1")
    @Test
    void consumerTellsItsSelector() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());

        assertThat(session.createConsumer(queue, "n > 4 AND NOT b").getMessageSelector())
                .isEqualTo("n > 4 AND NOT b");
    }

    // two workers with a selector each share a queue without loss
    @Section("8.2")
    @Test
    void twoSelectorsDivideOneQueue() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer small = session.createConsumer(queue, "size < 50");
        MessageConsumer large = session.createConsumer(queue, "size >= 50");
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 100; i++) {
            TextMessage message = session.createTextMessage("m" + i);
            message.setIntProperty("size", i);
            producer.send(message);
        }

        assertThat(receiveTexts(small, 50)).isEqualTo(texts("m", 100).subList(0, 50));
        assertThat(receiveTexts(large, 50)).isEqualTo(texts("m", 100).subList(50, 100));
        broker.awaitMessages(queue.getQueueName(), 0);
    }
}
