package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** What one thread at a time means for a session, and what is refused for it. */
@Section("6.2.5")
class SessionThreadsTest extends JmsTest {
    /** Receives on a thread of its own, which has begun to wait when this returns. */
    private static CompletableFuture<Message> receiveElsewhere(MessageConsumer consumer) {
        CompletableFuture<Message> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(consumer.receive());
            } catch (JMSException e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return result;
    }

    @Test
    void aSecondThreadThatReceivesInTheSameSessionIsRefused() throws Exception {
        Provider.onlyStompest("the specification calls it erroneous, and leaves it to providers to notice");
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer one = session.createConsumer(queue);
        MessageConsumer two = session.createConsumer(session.createQueue(name()));
        CompletableFuture<Message> waiting = receiveElsewhere(one);

        assertThatThrownBy(() -> one.receive(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one thread at a time");
        assertThatThrownBy(two::receiveNoWait).isInstanceOf(IllegalStateException.class);

        Session sending = connect().createSession();
        send(sending, sending.createProducer(queue), "for the first");
        assertThat(textOf(waiting.get(WAIT, TimeUnit.MILLISECONDS))).isEqualTo("for the first");
        assertThat(two.receive(1)).isNull();
    }

    @Test
    void aListenerBesideAReceiveOfAnotherThreadIsRefused() throws Exception {
        Provider.onlyStompest("the specification calls it erroneous, and leaves it to providers to notice");
        Session session = connect().createSession();
        MessageConsumer one = session.createConsumer(session.createQueue(name()));
        MessageConsumer two = session.createConsumer(session.createQueue(name()));
        CompletableFuture<Message> waiting = receiveElsewhere(one);

        assertIllegalState(() -> two.setMessageListener(message -> {}));
        assertIllegalState(() -> one.setMessageListener(message -> {}));
        one.setMessageListener(null);

        assertThat(one.getMessageListener()).isNull();
        one.close();
        assertThat(waiting.get(WAIT, TimeUnit.MILLISECONDS)).isNull();
        two.setMessageListener(message -> {});
    }

    @Test
    void aSessionWithAListenerDoesNotReceiveByAnotherConsumer() throws Exception {
        Provider.onlyStompest("Artemis looks at the consumer alone");
        Session session = connect().createSession();
        MessageConsumer listening = session.createConsumer(session.createQueue(name()));
        MessageConsumer other = session.createConsumer(session.createQueue(name()));
        listening.setMessageListener(message -> {});

        assertIllegalState(other::receive);
        assertIllegalState(() -> other.receive(1));
        assertIllegalState(other::receiveNoWait);

        listening.setMessageListener(null);
        assertThat(other.receive(1)).isNull();
    }

    @Test
    void severalThreadsMayUseASessionOneAfterTheOther() throws Exception {
        Session session = connect().createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 5; i++) {
            String text = "m" + i;
            CompletableFuture.runAsync(() -> {
                        try {
                            send(session, session.createProducer(queue), text);
                            session.commit();
                            received.add(receiveText(consumer));
                            session.commit();
                        } catch (JMSException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .get(WAIT, TimeUnit.MILLISECONDS);
        }
        assertThat(received).isEqualTo(texts("m", 5));
    }

    @Test
    @Section("6.2.1")
    void aConsumerIsAddedToASessionThatDeliversAlready() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Session sending = connection.createSession();
        session.createConsumer(one).setMessageListener(message -> heard.add(textOf(message)));
        send(sending, sending.createProducer(one), "one");
        await().atMost(SOON).until(() -> heard.size() == 1);

        session.createConsumer(two).setMessageListener(message -> heard.add(textOf(message)));
        send(sending, sending.createProducer(two), "two");
        await().atMost(SOON).until(() -> heard.size() == 2);
        send(sending, sending.createProducer(one), "three");

        await().atMost(SOON).until(() -> heard.equals(List.of("one", "two", "three")));
    }

    @Test
    @Section("6.2.1")
    void aListenerAddsConsumersToItsOwnSession() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        CompletableFuture<String> heard = new CompletableFuture<>();
        session.createConsumer(one).setMessageListener(message -> {
            try {
                session.createConsumer(two).setMessageListener(second -> heard.complete(textOf(second)));
            } catch (JMSException e) {
                heard.completeExceptionally(e);
            }
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(one), "one");
        send(sending, sending.createProducer(two), "two");

        assertThat(heard.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo("two");
    }
}
