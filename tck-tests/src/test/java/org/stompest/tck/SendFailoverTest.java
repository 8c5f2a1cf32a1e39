package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.TestBroker;

/** What becomes of messages when the network breaks again and again: sections 6.2.12 and 7.7. */
@Section("6.2.12")
class SendFailoverTest extends JmsTest {
    private static final int COUNT = 120;

    private TestBroker own;
    private Connection connection;

    @BeforeEach
    void connectToABrokerOfOnesOwn() throws JMSException {
        own = track(kind.start());
        connection = track(new StompConnectionFactory(
                        "failover:(" + own.stompUri() + ")?initialReconnectDelay=5&useExponentialBackOff=false")
                .createConnection());
        connection.start();
    }

    private void breakNowAndThen(int i) {
        if (i % 40 == 20) {
            own.dropStompConnections();
        }
    }

    private List<String> allOf(Queue queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        for (Message next = consumer.receive(WAIT); next != null; next = consumer.receive(NOTHING)) {
            texts.add(textOf(next));
        }
        return texts;
    }

    /** Artemis knows a repetition; Classic does not, so that what was in doubt may be there twice, one behind the other. */
    private void assertAllArrived(List<String> arrived, int count) {
        List<String> found = kind == BrokerKind.ARTEMIS ? arrived : List.copyOf(new LinkedHashSet<>(arrived));
        assertThat(found).isEqualTo(texts("m", count));
    }

    @Section({"7.7", "9.1"})
    @Test
    void noPersistentMessageIsLost() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < COUNT; i++) {
            producer.send(session.createTextMessage("m" + i));
            breakNowAndThen(i);
        }
        assertAllArrived(allOf(queue), COUNT);
    }

    @Section("7.3.3")
    @Test
    void noAsynchronousMessageIsLostAndTheirOrderStays() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        List<Object> told = new CopyOnWriteArrayList<>();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                told.add(textOf(message));
            }

            @Override
            public void onException(Message message, Exception exception) {
                told.add(exception);
            }
        };
        for (int i = 0; i < COUNT; i++) {
            producer.send(session.createTextMessage("m" + i), listener);
            breakNowAndThen(i);
        }
        producer.close();
        assertThat(told).isEqualTo(texts("m", COUNT));
        assertAllArrived(allOf(queue), COUNT);
    }

    @Section({"7.7", "6.2.12"})
    @Test
    void noNonPersistentMessageComesTwice() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (int i = 0; i < COUNT; i++) {
            producer.send(session.createTextMessage("m" + i));
            breakNowAndThen(i);
        }
        assertThat(allOf(queue))
                .doesNotHaveDuplicates()
                .isSubsetOf(texts("m", COUNT))
                .contains("m0");
    }

    @Section("6.2.7")
    @Test
    void anOpenTransactionGoesOnOverTheNextConnection() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < COUNT; i++) {
            producer.send(session.createTextMessage("m" + i));
            breakNowAndThen(i);
            if (i % 40 == 39) {
                session.commit();
            }
        }
        assertThat(allOf(queue)).isEqualTo(texts("m", COUNT));
    }

    // A commit that was cut off may be done or not: either way what was received and what was sent belong together
    @Section({"6.2.7", "9.1"})
    @Test
    void whatIsReceivedAndSentInOneTransactionStaysTogether() throws Exception {
        Session filling = connection.createSession();
        Queue in = filling.createQueue(name());
        Queue out = filling.createQueue(name());
        send(filling, filling.createProducer(in), texts("m", COUNT).toArray(String[]::new));
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(in);
        MessageProducer producer = session.createProducer(out);
        int commits = 0;
        while (own.messages(in.getQueueName()) > own.untracked(in.getQueueName())) {
            try {
                for (int i = 0; i < 10; i++) {
                    Message next = consumer.receive(100);
                    if (next != null) {
                        producer.send(next);
                    }
                }
                CompletableFuture<Void> broken = ++commits % 4 == 2
                        ? CompletableFuture.runAsync(own::dropStompConnections)
                        : CompletableFuture.completedFuture(null);
                session.commit();
                broken.join();
            } catch (JMSException e) {
                session.rollback();
            }
        }
        session.close();
        await().until(() -> own.messages(in.getQueueName()) == own.untracked(in.getQueueName()));
        // What the broker has lost track of comes when it is started again; the application may have had it or not.
        int untracked = (int) own.untracked(in.getQueueName());
        assertThat(allOf(out))
                .doesNotHaveDuplicates()
                .isSubsetOf(texts("m", COUNT))
                .hasSizeGreaterThanOrEqualTo(COUNT - untracked);
    }
}
