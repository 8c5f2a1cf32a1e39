package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** {@code acknowledge} of messages in every state: section 3.6. */
@Section("3.6")
class MessageAcknowledgeTest extends JmsTest {
    @ParameterizedTest
    @EnumSource
    void nothingHappensToAMessageThatWasNotReceived(BodyKind body) throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Message message = body.make(session);
        assertThatCode(message::acknowledge).doesNotThrowAnyException();
        session.createProducer(session.createQueue(name())).send(message);
        assertThatCode(message::acknowledge).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfMessageAcknowledgesWhatItsSessionHasConsumed(BodyKind body) throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        send(session, session.createProducer(one), "x", "y");
        session.createProducer(two).send(body.make(session));
        MessageConsumer ofOne = session.createConsumer(one);
        receive(ofOne);
        Message last = receive(session.createConsumer(two));
        last.clearBody(); // whatever was done to it
        last.clearProperties();
        last.acknowledge();

        broker.awaitMessages(one.getQueueName(), 1);
        broker.awaitMessages(two.getQueueName(), 0);
        last.acknowledge(); // a second time is without effect
        receive(ofOne).acknowledge();
        broker.awaitMessages(one.getQueueName(), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void itIsIgnoredWhereTheSessionAcknowledgesByItself(int mode) throws Exception {
        Session session = connect().createSession(mode);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "x");
        Message received = receive(session.createConsumer(queue));
        assertThatCode(received::acknowledge).doesNotThrowAnyException();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void itIsIgnoredInATransaction() throws Exception {
        Session session = connect().createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "x");
        session.commit();
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer).acknowledge();
        session.rollback();
        receive(consumer).acknowledge();
        session.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    void itIsAnErrorOfAClosedSession() throws Exception {
        for (int mode : List.of(Session.CLIENT_ACKNOWLEDGE, Session.AUTO_ACKNOWLEDGE)) {
            Session session = connect().createSession(mode);
            Queue queue = session.createQueue(name());
            send(session, session.createProducer(queue), "x");
            Message received = receive(session.createConsumer(queue));
            session.close();
            assertIllegalState(received::acknowledge);
        }
    }
}
