package org.stompest.jms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.jms.wire.Scripted.artemis;
import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.jms.wire.Scripted.message;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompSession;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/** What an application is told of an acknowledgement that the broker refuses or does not confirm. */
class AcknowledgementOutcomeFramesTest {
    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private Script delivering() {
        return artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE")
                .reply(message("7", "a7", "m"))
                .noAutoReceipts();
    }

    private void refusedThenDeliveredAgain(int mode) throws Exception {
        delivering()
                .expect("ACK", has("receipt"))
                .errorForLast("no such message")
                .close();
        bye(artemis(broker)
                .autoReceipts()
                .ignoring("BEGIN", "ABORT")
                .expect("SUBSCRIBE")
                .reply(message("7", "b7", "m"))
                .expect("ACK", header("id", "b7,7")));
        try (Connection connection = connect(broker);
                Session session = connection.createSession(false, mode)) {
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            Message message = consumer.receive(5000);

            assertThatThrownBy(message::acknowledge)
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("acknowledge messages of queue://q")
                    .hasCauseInstanceOf(Exception.class);
            consumer.receive(5000).acknowledge();
        }
    }

    @Test
    void aRefusedAcknowledgementIsToldAndTheMessageComesAgain() throws Exception {
        refusedThenDeliveredAgain(Session.CLIENT_ACKNOWLEDGE);
    }

    @Test
    void soIsThatOfASingleMessage() throws Exception {
        refusedThenDeliveredAgain(StompSession.INDIVIDUAL_ACKNOWLEDGE);
    }

    @Test
    void aCommitWhoseAcknowledgementIsNotConfirmedIsDone() throws Exception {
        Script first = delivering().expect("ACK", header("id", "a7,7"));
        try (Connection connection = connect(broker, "&jms.requestTimeout=300");
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            consumer.receive(5000);

            session.commit();

            bye(artemis(broker)
                    .autoReceipts()
                    .expect("SUBSCRIBE")
                    .reply(message("7", "b7", "m"))
                    .expect("ACK", header("id", "b7,7")));
            first.reset();
            assertThat(consumer.receive(300)).isNull();
        }
    }

    @Test
    void aCommitWhoseAcknowledgementIsRefusedIsDone() throws Exception {
        delivering()
                .expect("ACK", header("id", "a7,7"))
                .errorForLast("no such message")
                .close();
        bye(artemis(broker)
                .autoReceipts()
                .expect("SUBSCRIBE")
                .reply(message("7", "b7", "m"))
                .expect("ACK", header("id", "b7,7")));
        try (Connection connection = connect(broker);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            consumer.receive(5000);

            session.commit();

            assertThat(consumer.receive(300)).isNull();
        }
    }
}
