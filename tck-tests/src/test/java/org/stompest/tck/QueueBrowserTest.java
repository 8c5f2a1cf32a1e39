package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Lacks;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.TestBroker;

/** Looking without taking: section 4.1.6. */
@Section("4.1.6")
class QueueBrowserTest extends JmsTest {
    private static List<String> browse(QueueBrowser browser) throws Exception {
        List<String> seen = new ArrayList<>();
        for (Object message : Collections.list((Enumeration<?>) browser.getEnumeration())) {
            seen.add(((TextMessage) message).getText());
        }
        return seen;
    }

    @Test
    void showsAllInOrderAndTakesNothing() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 50).toArray(String[]::new));
        QueueBrowser browser = session.createBrowser(queue);

        assertThat(browse(browser)).isEqualTo(texts("m", 50));
        assertThat(browse(browser)).as("again").isEqualTo(texts("m", 50));

        assertThat(browser.getQueue()).isEqualTo(queue);
        browser.close();
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 50; i++) {
            Message message = receive(consumer);
            assertThat(textOf(message)).isEqualTo("m" + i);
            assertThat(message.getJMSRedelivered()).isFalse();
        }
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void selectorAndEmptyQueue() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 4; i++) {
            Message message = session.createTextMessage("m" + i);
            message.setIntProperty("n", i);
            producer.send(message);
        }

        assertThat(browse(session.createBrowser(queue, "n >= 2"))).containsExactly("m2", "m3");
        QueueBrowser empty = session.createBrowser(session.createQueue(name()), "n > 1");
        assertThat(empty.getMessageSelector()).isEqualTo("n > 1");
        assertThat(empty.getEnumeration().hasMoreElements()).isFalse();
        assertThatThrownBy(() -> empty.getEnumeration().nextElement()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void closingInTheMiddleGivesAllBack() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b", "c");
        QueueBrowser browser = session.createBrowser(queue);
        assertThat(((TextMessage) browser.getEnumeration().nextElement()).getText())
                .isEqualTo("a");

        browser.close();

        assertThat(receiveTexts(connection.createSession().createConsumer(queue), 3))
                .containsExactly("a", "b", "c");
        assertThatThrownBy(browser::getEnumeration).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(browser::getQueue).isInstanceOf(IllegalStateException.class);
        browser.close();
    }

    @Test
    void wrongQueueOrSelectorIsRefused() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());

        assertThatThrownBy(() -> session.createBrowser(null)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createBrowser(queue, "n >")).isInstanceOf(InvalidSelectorException.class);
    }

    // QueueBrowser: messages are shown and nothing else becomes of them
    @Test
    void otherConsumersGetWhatWasShownInOrderAndAsNew() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), texts("m", 10).toArray(String[]::new));
        QueueBrowser browser = session.createBrowser(queue);
        for (int i = 0; i < 15; i++) {
            Enumeration<?> messages = browser.getEnumeration();
            assertThat(((TextMessage) messages.nextElement()).getText()).isEqualTo("m0");
            browser.close();
            browser = session.createBrowser(queue);
        }
        browser.close();

        MessageConsumer consumer = connect().createSession().createConsumer(queue);
        for (String text : texts("m", 10)) {
            Message message = receive(consumer);
            assertThat(textOf(message)).isEqualTo(text);
            assertThat(message.getJMSRedelivered()).isFalse();
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        }
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    @OnlyOn(BrokerKind.CLASSIC)
    void consumersGetMessagesWhileTheyAreShown() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b", "c");
        Enumeration<?> shown = session.createBrowser(queue).getEnumeration();
        assertThat(((TextMessage) shown.nextElement()).getText()).isEqualTo("a");

        assertThat(receiveTexts(connect().createSession().createConsumer(queue), 3))
                .containsExactly("a", "b", "c");

        assertThat(textsOf(shown)).containsExactly("b", "c");
    }

    // on Artemis the messages of an enumeration that is open are not for others: they come when it has ended
    @Test
    @OnlyOn(BrokerKind.ARTEMIS)
    void consumersGetMessagesWhenTheEnumerationHasEnded() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b", "c");
        Enumeration<?> shown = session.createBrowser(queue).getEnumeration();
        assertThat(((TextMessage) shown.nextElement()).getText()).isEqualTo("a");
        MessageConsumer consumer = connect().createSession().createConsumer(queue);

        assertThat(textsOf(shown)).containsExactly("b", "c");

        assertThat(receiveTexts(consumer, 3)).containsExactly("a", "b", "c");
    }

    private Queue filled(Session transacted, int count) throws JMSException {
        Queue queue = transacted.createQueue(name());
        send(transacted, transacted.createProducer(queue), texts("m", count).toArray(String[]::new));
        transacted.commit();
        return queue;
    }

    @Test
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because =
                    "its browser shows no more than a page, 400 messages by default, and does not say that there are more",
            instead = "raise maxBrowsePageSize in the broker's policy for the queue")
    void showsLongQueuesToTheirEnd() throws Exception {
        Session session = connect().createSession(true, Session.SESSION_TRANSACTED);
        Queue queue = filled(session, 3000);

        assertThat(browse(session.createBrowser(queue))).isEqualTo(texts("m", 3000));
    }

    // what is left out cannot be told: the broker ends a page as it ends a queue
    @Test
    @OnlyOn(BrokerKind.CLASSIC)
    void showsTheFirstPageOfALongQueue() throws Exception {
        Session session = connect().createSession(true, Session.SESSION_TRANSACTED);
        Queue queue = filled(session, 500);

        assertThat(browse(session.createBrowser(queue))).isEqualTo(texts("m", 400));
    }

    // 6.2.1 and 9.2: browsers are of any session and context, and need no started connection
    @Test
    void showsBeforeTheConnectionIsStartedAndInTransactions() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a");
        assertThat(browse(session.createBrowser(queue))).as("not committed").isEmpty();
        session.commit();

        assertThat(browse(session.createBrowser(queue))).containsExactly("a");
        session.rollback();
        assertThat(browse(session.createBrowser(queue))).containsExactly("a");
    }

    @Test
    void severalEnumerationsAreOpenAtOnceAndEndWithTheSession() throws Exception {
        Session session = connect().createSession();
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        send(session, session.createProducer(one), "a", "b");
        send(session, session.createProducer(two), "c", "d");
        QueueBrowser browser = session.createBrowser(one);
        Enumeration<?> ofOne = browser.getEnumeration();
        Enumeration<?> ofTwo = session.createBrowser(two).getEnumeration();

        assertThat(((TextMessage) ofOne.nextElement()).getText()).isEqualTo("a");
        assertThat(((TextMessage) ofTwo.nextElement()).getText()).isEqualTo("c");
        assertThat(((TextMessage) ofOne.nextElement()).getText()).isEqualTo("b");
        session.close();

        assertThat(ofTwo.hasMoreElements()).isFalse();
        assertThatThrownBy(ofTwo::nextElement).isInstanceOf(NoSuchElementException.class);
        assertIllegalState(browser::getEnumeration);
        assertIllegalState(browser::getMessageSelector);
        broker.awaitConsumers(two.getQueueName(), 0);
    }

    @Test
    @Section({"4.1.6", "7.9"})
    void showsNoMessageBeforeItsDeliveryTimeAndNoneThatHasExpired() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MessageProducer later = session.createProducer(queue);
        later.setDeliveryDelay(600_000);
        send(session, later, "later");
        MessageProducer mortal = session.createProducer(queue);
        mortal.setTimeToLive(1);
        Message gone = session.createTextMessage("gone");
        mortal.send(gone);
        send(session, session.createProducer(queue), "now");
        long expiration = gone.getJMSExpiration();
        await().atMost(SOON).until(() -> System.currentTimeMillis() > expiration);

        assertThat(browse(session.createBrowser(queue))).containsExactly("now");
    }

    @Test
    void shownMessagesAreWholeAndReadOnly() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        MapMessage sent = session.createMapMessage();
        sent.setLong("long", 1L << 40);
        sent.setIntProperty("n", 7);
        sent.setJMSCorrelationID("c");
        sent.setJMSReplyTo(queue);
        session.createProducer(queue).send(sent);

        MapMessage shown =
                (MapMessage) session.createBrowser(queue).getEnumeration().nextElement();

        assertThat(shown.getLong("long")).isEqualTo(1L << 40);
        assertThat(shown.getIntProperty("n")).isEqualTo(7);
        assertThat(shown.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
        assertThat(shown.getJMSCorrelationID()).isEqualTo("c");
        assertThat(shown.getJMSDestination()).isEqualTo(queue);
        assertThat(shown.getJMSReplyTo()).isEqualTo(queue);
        assertThat(shown.getJMSRedelivered()).isFalse();
        assertThatThrownBy(() -> shown.setLong("long", 1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Section({"4.1.6", "3.4.7", "3.5.11"})
    void tellsHowOftenAMessageWasDelivered() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Queue queue = filled(session, 1);
        Session other = connection.createSession(true, Session.SESSION_TRANSACTED);
        receive(other.createConsumer(queue));
        other.close();
        send(session, session.createProducer(queue), "new");
        session.commit();

        Enumeration<?> shown = session.createBrowser(queue).getEnumeration();
        Message first = (Message) shown.nextElement();
        Message second = (Message) shown.nextElement();

        assertThat(first.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        assertThat(first.getJMSRedelivered()).isTrue();
        if (kind == BrokerKind.ARTEMIS) { // Classic flags what was on its way to a consumer that closed
            assertThat(second.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
            assertThat(second.getJMSRedelivered()).isFalse();
        }
    }

    @Test
    @Section({"4.1.6", "6.2.2"})
    void temporaryQueuesAreShownToTheirConnectionAlone() throws Exception {
        Session session = connect().createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        send(session, session.createProducer(queue), "a");

        QueueBrowser browser = session.createBrowser(queue);
        Enumeration<?> open = browser.getEnumeration();
        assertThat(((TextMessage) open.nextElement()).getText()).isEqualTo("a");
        assertThatThrownBy(queue::delete).isInstanceOf(JMSException.class);
        browser.close();
        Session foreign = connect().createSession();
        assertThatThrownBy(() -> foreign.createBrowser(queue)).isInstanceOf(InvalidDestinationException.class);
        queue.delete();
        assertThatThrownBy(() -> session.createBrowser(queue)).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void showsEachMessageOnceThroughALostConnection() throws Exception {
        TestBroker own = track(kind.start());
        Connection connection =
                track(new StompConnectionFactory("failover:(" + own.stompUri() + ")").createConnection());
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "a", "b", "c");
        Enumeration<?> shown = session.createBrowser(queue).getEnumeration();
        assertThat(((TextMessage) shown.nextElement()).getText()).isEqualTo("a");

        own.dropStompConnections();
        send(session, session.createProducer(session.createQueue(name())), "on the next connection");

        assertThat(textsOf(shown)).containsExactly("b", "c");
    }

    private static List<String> textsOf(Enumeration<?> shown) {
        return Collections.list(shown).stream()
                .map(message -> textOf((Message) message))
                .toList();
    }
}
