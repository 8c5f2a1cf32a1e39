package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** Looking without taking: section 4.1.6. */
@Section("4.1.6")
class QueueBrowserTest extends JmsTest {
    private static List<String> browse(QueueBrowser browser) throws Exception {
        List<String> seen = new ArrayList<>();
        for (Object message : Collections.list((java.util.Enumeration<?>) browser.getEnumeration())) {
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
}
