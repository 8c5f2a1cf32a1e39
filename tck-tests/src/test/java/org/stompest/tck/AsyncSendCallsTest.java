package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Every way to send asynchronously, what may be done meanwhile, and on which thread: sections 7.3 to 7.3.9. */
@Section("7.3")
class AsyncSendCallsTest extends JmsTest {
    /** Keeps what it is told. */
    private static final class Told implements CompletionListener {
        final BlockingQueue<Message> completed = new LinkedBlockingQueue<>();
        final BlockingQueue<Exception> failed = new LinkedBlockingQueue<>();

        @Override
        public void onCompletion(Message message) {
            completed.add(message);
        }

        @Override
        public void onException(Message message, Exception exception) {
            failed.add(exception);
        }

        Message next() throws InterruptedException {
            Message message = completed.poll(WAIT, TimeUnit.MILLISECONDS);
            assertThat(message).as("completed, with failures " + failed).isNotNull();
            return message;
        }
    }

    private static void assertSent(Message message, int mode, int priority, boolean expires) throws JMSException {
        assertThat(message.getJMSDeliveryMode()).isEqualTo(mode);
        assertThat(message.getJMSPriority()).isEqualTo(priority);
        assertThat(message.getJMSExpiration() > 0).isEqualTo(expires);
        assertThat(message.getJMSMessageID()).startsWith("ID:");
        assertThat(message.getJMSTimestamp()).isPositive();
    }

    @Test
    void allFourMethodsOfAProducer() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer own = session.createProducer(queue);
        MessageProducer anonymous = session.createProducer(null);
        own.setPriority(6);
        anonymous.setPriority(7);
        anonymous.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        Told told = new Told();
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sent.add(session.createTextMessage("m" + i));
        }

        own.send(sent.get(0), told);
        assertThat(told.next()).isSameAs(sent.get(0));
        assertSent(receive(consumer), DeliveryMode.PERSISTENT, 6, false);

        own.send(sent.get(1), DeliveryMode.NON_PERSISTENT, 2, 60_000, told);
        assertThat(told.next()).isSameAs(sent.get(1));
        assertSent(receive(consumer), DeliveryMode.NON_PERSISTENT, 2, true);

        anonymous.send(queue, sent.get(2), told);
        assertThat(told.next()).isSameAs(sent.get(2));
        assertSent(receive(consumer), DeliveryMode.NON_PERSISTENT, 7, false);

        anonymous.send(queue, sent.get(3), DeliveryMode.PERSISTENT, 1, 60_000, told);
        assertThat(told.next()).isSameAs(sent.get(3));
        Message last = receive(consumer);
        assertSent(last, DeliveryMode.PERSISTENT, 1, true);
        assertThat(last.getJMSMessageID()).isEqualTo(sent.get(3).getJMSMessageID());
        assertThat(told.failed).isEmpty();
    }

    @Section("7.3.2")
    @Test
    void callsThatCannotBeAreThrownAndToldToNobody() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer own = session.createProducer(queue);
        MessageProducer anonymous = session.createProducer(null);
        Message message = session.createMessage();
        Told told = new Told();
        Class<? extends Exception> unsupported = UnsupportedOperationException.class;

        assertThrown(unsupported, () -> anonymous.send(message, told));
        assertThrown(unsupported, () -> anonymous.send(message, 2, 4, 0, told));
        assertThrown(unsupported, () -> own.send(queue, message, told));
        assertThrown(unsupported, () -> own.send(queue, message, 2, 4, 0, told));
        assertThrown(InvalidDestinationException.class, () -> anonymous.send((Destination) null, message, told));
        assertThrown(MessageFormatException.class, () -> own.send((Message) null, told));
        assertThrown(MessageFormatException.class, () -> own.send(null, 2, 4, 0, told));
        assertThrown(MessageFormatException.class, () -> anonymous.send(queue, null, told));
        assertThrown(IllegalArgumentException.class, () -> own.send(message, (CompletionListener) null));
        assertThrown(IllegalArgumentException.class, () -> own.send(message, 2, 4, 0, null));
        assertThrown(IllegalArgumentException.class, () -> anonymous.send(queue, message, (CompletionListener) null));
        assertThrown(IllegalArgumentException.class, () -> anonymous.send(queue, message, 2, 4, 0, null));
        assertThrown(JMSException.class, () -> own.send(message, 3, 4, 0, told));
        assertThrown(JMSException.class, () -> own.send(message, 2, 10, 0, told));
        assertThrown(JMSException.class, () -> own.send(message, 2, 4, -1, told));

        own.send(message, told);
        assertThat(told.next()).isSameAs(message);
        assertThat(told.completed).isEmpty();
        assertThat(told.failed).isEmpty();
    }

    private static void assertThrown(Class<? extends Exception> type, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(type);
    }

    @Test
    void sendersOfOneDomain() throws Exception {
        QueueConnection queues = track(provider.queueFactory().createQueueConnection());
        QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = queueSession.createQueue(name());
        QueueSender sender = queueSession.createSender(queue);
        Told told = new Told();
        sender.send(queueSession.createMessage(), told);
        told.next();
        sender.send(queueSession.createMessage(), 2, 4, 0, told);
        told.next();
        queueSession.createSender(null).send((Destination) queue, queueSession.createMessage(), told);
        told.next();
        broker.awaitMessages(queue.getQueueName(), 3);

        TopicConnection topics = track(provider.topicFactory().createTopicConnection());
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = topicSession.createTopic(name());
        MessageConsumer subscriber = topicSession.createSubscriber(topic);
        topics.start();
        TopicPublisher publisher = topicSession.createPublisher(topic);
        publisher.send(topicSession.createTextMessage("x"), told);
        told.next();
        assertThat(receiveText(subscriber)).isEqualTo("x");
    }

    @Section("7.3.8")
    @Test
    void oneCallbackOfASessionAtATimeInTheOrderOfTheSends() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer one = session.createProducer(queue);
        MessageProducer two = session.createProducer(queue);
        two.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(40);
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                order.add(textOf(message));
                running.decrementAndGet();
                all.countDown();
            }

            @Override
            public void onException(Message message, Exception exception) {
                order.add(exception.toString());
                all.countDown();
            }
        };
        for (String text : texts("m", 40)) {
            (order.size() % 2 == 0 ? one : two).send(session.createTextMessage(text), listener);
        }

        awaitQuietly(all);
        assertThat(order).isEqualTo(texts("m", 40));
        assertThat(most).hasValue(1);
    }

    // A session that no other thread uses may be used by the callback
    @Section("7.3.7")
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void callbackMaySendAndReceiveWithItsSession(int mode) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(mode);
        Queue queue = session.createQueue(name());
        Queue in = session.createQueue(name());
        Session sending = connection.createSession();
        send(sending, sending.createProducer(in), "received");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(in);
        CompletableFuture<String> done = new CompletableFuture<>();
        Told told = new Told();
        producer.send(session.createTextMessage("first"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    producer.send(session.createTextMessage("second"));
                    producer.send(session.createTextMessage("third"), told);
                    done.complete(receiveText(consumer));
                } catch (JMSException | RuntimeException | Error e) {
                    done.completeExceptionally(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                done.completeExceptionally(exception);
            }
        });

        assertThat(done.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo("received");
        assertThat(textOf(told.next())).isEqualTo("third");
        if (mode == Session.SESSION_TRANSACTED) {
            session.commit();
        }
        assertThat(receiveTexts(sending.createConsumer(queue), 3)).containsExactly("first", "second", "third");
    }

    // What is done to a message afterwards does not reach what was sent
    @Section("7.3.9")
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void messageIsFreeWhenItsCallbackHasBeenCalled(int mode) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(mode);
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        BytesMessage message = session.createBytesMessage();
        Told told = new Told();
        List<String> ids = new ArrayList<>();
        for (byte i = 0; i < 3; i++) {
            message.clearBody();
            message.writeByte(i);
            message.setIntProperty("i", i);
            producer.send(message, told);
            ids.add(told.next().getJMSMessageID());
        }
        message.clearBody();
        message.clearProperties();
        if (mode == Session.SESSION_TRANSACTED) {
            session.commit();
        }

        assertThat(ids).doesNotHaveDuplicates();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        for (byte i = 0; i < 3; i++) {
            BytesMessage received = (BytesMessage) receive(consumer);
            assertThat(received.readByte()).isEqualTo(i);
            assertThat(received.getIntProperty("i")).isEqualTo(i);
            assertThat(received.getJMSMessageID()).isEqualTo(ids.get(i));
        }
    }

    // Sent again before the first callback, as one must not: each message is what it was when it was sent
    @Section("7.3.9")
    @Test
    void messageThatIsChangedTooEarlyHarmsNoOther() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        TextMessage message = session.createTextMessage();
        Told told = new Told();
        for (String text : texts("m", 20)) {
            message.setText(text);
            producer.send(message, told);
        }
        for (int i = 0; i < 20; i++) {
            told.next();
        }
        assertThat(receiveTexts(session.createConsumer(queue), 20)).isEqualTo(texts("m", 20));
    }
}
