package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.ServerSessions;

/** What the tests of connection consumers share: pools of server sessions that note what they hear. */
abstract class ConnectionConsumers extends JmsTest {
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    final ServerSessions pool(Connection connection, int size, int mode, ServerSessions.Work work) throws JMSException {
        return track(new ServerSessions(connection, size, mode, work));
    }

    final void hear(Session session, Message message) {
        heard.add(textOf(message));
    }

    final void awaitHeard(int count) {
        await("messages heard").atMost(SOON).until(() -> heard.size() >= count);
        assertThat(heard).hasSize(count);
    }

    final Queue sendToQueue(String... texts) throws JMSException {
        try (Connection sending = connection()) {
            Session session = sending.createSession();
            Queue queue = session.createQueue(name());
            send(session, session.createProducer(queue), texts);
            return queue;
        }
    }
}
