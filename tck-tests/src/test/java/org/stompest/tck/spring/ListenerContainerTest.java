package org.stompest.tck.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.jms.listener.SimpleMessageListenerContainer;
import org.stompest.tck.support.JmsTest;

/** Spring's listener containers, with and without transactions. */
class ListenerContainerTest extends JmsTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private DefaultMessageListenerContainer polling(String destination, Object listener) {
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
        container.setReceiveTimeout(200);
        container.setupMessageListener(listener);
        return prepared(container, destination);
    }

    private <C extends AbstractMessageListenerContainer> C prepared(C container, String destination) {
        container.setConnectionFactory(provider.factory());
        container.setDestinationName(destination);
        track(container::destroy);
        return container;
    }

    private static void start(AbstractMessageListenerContainer container) {
        container.afterPropertiesSet();
        container.start();
    }

    private void sendTo(String queue, String... texts) throws JMSException {
        Session session = connect().createSession();
        send(session, session.createProducer(session.createQueue(queue)), texts);
    }

    @Test
    void pollingContainerHearsAll() throws Exception {
        String queue = name();
        start(polling(queue, (MessageListener) message -> heard.add(textOf(message))));

        sendTo(queue, texts("m", 100).toArray(String[]::new));

        await().atMost(SOON).until(() -> heard.size() >= 100);
        assertThat(heard).isEqualTo(texts("m", 100));
        broker.awaitMessages(queue, 0);
    }

    // Spring's default cares for messages whose listener failed in its own way: at most once with AUTO, again with
    // transactions
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transactedContainerDeliversAgainAfterFailure(boolean caching) throws Exception {
        String queue = name();
        ConnectionFactory factory = caching ? caching() : provider.factory();
        DefaultMessageListenerContainer container = polling(queue, (MessageListener) message -> {
            heard.add(textOf(message) + count(message));
            if (count(message) < 3 && textOf(message).equals("bad")) {
                throw new IllegalArgumentException("on purpose");
            }
        });
        container.setSessionTransacted(true);
        container.setConnectionFactory(factory);
        start(container);

        sendTo(queue, "good", "bad", "better");

        await().atMost(SOON).until(() -> heard.contains("better1"));
        broker.awaitMessages(queue, 0);
        assertThat(heard).containsExactly("good1", "bad1", "bad2", "bad3", "better1");
    }

    /** To be made before the container that uses it, so that it ends after it: asked once more, it would connect again. */
    private CachingConnectionFactory caching() {
        CachingConnectionFactory factory = new CachingConnectionFactory(provider.factory());
        track(factory::destroy);
        return factory;
    }

    // what a listener sends goes with its transaction
    @Test
    void transactedListenerSendsOnceForEachMessage() throws Exception {
        String in = name();
        String out = name();
        DefaultMessageListenerContainer container =
                polling(in, (SessionAwareMessageListener<Message>) (message, session) -> {
                    MessageProducer producer = session.createProducer(session.createQueue(out));
                    producer.send(session.createTextMessage("re: " + textOf(message)));
                    producer.close();
                    if (!message.getJMSRedelivered()) {
                        throw new IllegalArgumentException("on purpose, after the send");
                    }
                });
        container.setSessionTransacted(true);
        start(container);

        sendTo(in, "a", "b", "c");

        Session session = connect().createSession();
        Queue queue = session.createQueue(out);
        assertThat(receiveTexts(session.createConsumer(queue), 3)).containsExactlyInAnyOrder("re: a", "re: b", "re: c");
        broker.awaitMessages(in, 0);
        broker.awaitMessages(out, 0);
    }

    @Test
    void concurrentConsumersWorkAtOnce() throws Exception {
        String queue = name();
        CyclicBarrier meeting = new CyclicBarrier(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        DefaultMessageListenerContainer container = polling(queue, (MessageListener) message -> {
            threads.add(Thread.currentThread());
            if (textOf(message).startsWith("meet")) {
                meet(meeting);
            }
            heard.add(textOf(message));
        });
        container.setSessionTransacted(true);
        container.setConcurrency("2-2");
        start(container);
        broker.awaitConsumers(queue, 2);

        sendTo(queue, "meet0", "meet1");
        await().atMost(SOON).until(() -> heard.size() == 2);
        sendTo(queue, texts("m", 40).toArray(String[]::new));

        await().atMost(SOON).until(() -> heard.size() >= 42);
        assertThat(threads).hasSize(2);
        assertThat(heard.subList(2, 42)).containsExactlyInAnyOrderElementsOf(texts("m", 40));
        broker.awaitMessages(queue, 0);
    }

    @Test
    void stoppedContainerLeavesMessagesForTheNextStart() throws Exception {
        String queue = name();
        DefaultMessageListenerContainer container =
                polling(queue, (MessageListener) message -> heard.add(textOf(message)));
        start(container);
        sendTo(queue, "a");
        await().atMost(SOON).until(() -> heard.size() == 1);

        container.stop();
        await().atMost(SOON).until(() -> !container.isRunning());
        sendTo(queue, "b");
        container.start();

        await().atMost(SOON).until(() -> heard.equals(List.of("a", "b")));
    }

    @Test
    void containerSubscribesDurably() throws Exception {
        String topic = name();
        String clientId = "client-" + topic;
        Session session = connect().createSession();
        Topic destination = session.createTopic(topic);
        DefaultMessageListenerContainer first = durable(topic, clientId);
        start(first);
        broker.awaitConsumers(topic, 1);
        send(session, session.createProducer(destination), "a");
        await().atMost(SOON).until(() -> heard.size() == 1);
        first.destroy();
        send(session, session.createProducer(destination), "b");

        start(durable(topic, clientId));

        await().atMost(SOON).until(() -> heard.equals(List.of("a", "b")));
    }

    private DefaultMessageListenerContainer durable(String topic, String clientId) {
        DefaultMessageListenerContainer container =
                polling(topic, (MessageListener) message -> heard.add(textOf(message)));
        container.setPubSubDomain(true);
        container.setSubscriptionDurable(true);
        container.setSubscriptionName("sub");
        container.setClientId(clientId);
        return container;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void simpleContainerHearsAll(boolean transacted) throws Exception {
        String queue = name();
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer();
        container.setupMessageListener((MessageListener) message -> heard.add(textOf(message)));
        container.setSessionTransacted(transacted);
        container.setConcurrentConsumers(2);
        start(prepared(container, queue));

        sendTo(queue, texts("m", 60).toArray(String[]::new));

        await().atMost(SOON).until(() -> heard.size() >= 60);
        broker.awaitMessages(queue, 0);
        assertThat(heard).containsExactlyInAnyOrderElementsOf(texts("m", 60));
    }

    private static void meet(CyclicBarrier meeting) {
        try {
            meeting.await(WAIT, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int count(Message message) {
        try {
            return message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
