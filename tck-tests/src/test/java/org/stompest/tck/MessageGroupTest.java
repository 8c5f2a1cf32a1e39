package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Messages of a group go to one consumer, in order, as long as it lives: what both brokers make of {@code JMSXGroupID}. */
@Section("3.5.9")
class MessageGroupTest extends JmsTest {
    private static void send(Session session, MessageProducer producer, String group, int count, int first)
            throws JMSException {
        for (int i = first; i < first + count; i++) {
            Message message = session.createTextMessage(group + i);
            message.setStringProperty("JMSXGroupID", group);
            message.setIntProperty("JMSXGroupSeq", i + 1);
            producer.send(message);
        }
    }

    @Test
    void eachGroupKeepsToOneConsumerInOrder() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Queue queue = sending.createQueue(name());
        Map<String, List<Integer>> consumersOfGroup = new ConcurrentHashMap<>();
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            int consumer = i;
            connection.createSession().createConsumer(queue).setMessageListener(message -> {
                String text = textOf(message);
                consumersOfGroup
                        .computeIfAbsent(text.substring(0, 1), group -> Collections.synchronizedList(new ArrayList<>()))
                        .add(consumer);
                heard.add(text);
            });
        }
        MessageProducer producer = sending.createProducer(queue);

        for (int i = 0; i < 10; i++) {
            for (String group : List.of("a", "b", "c", "d")) {
                send(sending, producer, group, 1, i);
            }
        }

        await().atMost(SOON).until(() -> heard.size() == 40);
        for (String group : List.of("a", "b", "c", "d")) {
            assertThat(consumersOfGroup.get(group).stream().distinct())
                    .as("consumers of " + group)
                    .hasSize(1);
            assertThat(heard.stream().filter(text -> text.startsWith(group))).isEqualTo(texts(group, 10));
        }
    }

    @Test
    void groupOfAClosedConsumerGoesToAnother() throws Exception {
        Connection connection = connect();
        Session one = connection.createSession();
        Session two = connection.createSession();
        Queue queue = one.createQueue(name());
        MessageConsumer first = one.createConsumer(queue);
        MessageProducer producer = one.createProducer(queue);
        send(one, producer, "g", 2, 0);
        assertThat(receiveTexts(first, 2)).containsExactly("g0", "g1");
        MessageConsumer second = two.createConsumer(queue);
        send(one, producer, "g", 2, 2);
        assertThat(receiveText(first)).isEqualTo("g2");

        first.close();

        assertThat(receiveText(second)).isEqualTo("g3");
        send(one, producer, "g", 1, 4);
        Message last = receive(second);
        assertThat(textOf(last)).isEqualTo("g4");
        assertThat(last.getStringProperty("JMSXGroupID")).isEqualTo("g");
        assertThat(last.getIntProperty("JMSXGroupSeq")).isEqualTo(5);
    }
}
