package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;

/** When an ERROR is the reason of the end, and when it is not. */
class AnsweredErrorTest {
    private final Received received = new Received();

    @Test
    void aBrokerThatClosesAfterAnErrorClosesForIt() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .errorForLast("not allowed")
                    .close();
            StompConnection connection = Broker.open(broker, received);
            connection.request(Broker.send("a", "1"), new Confirmation(), Flush.NOW);

            assertThat(received.why()).isInstanceOf(StompProtocolException.class);
            connection.close();
        }
    }

    @Test
    void aBrokerThatWentOnAfterAnErrorClosesForSomethingElse() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .errorForLast("not allowed")
                    .expect("SEND")
                    .receipt()
                    .close();
            StompConnection connection = Broker.open(broker, received);
            Confirmation refused = new Confirmation();
            connection.request(Broker.send("a", "1"), refused, Flush.NOW);
            assertThat(refused.await(Deadline.in(Broker.PATIENCE))).isInstanceOf(StompProtocolException.class);
            connection.request(Broker.send("b", "2"), new Confirmation(), Flush.NOW);

            assertThat(received.why()).isInstanceOf(StompConnectionException.class);
            assertThat(received.why().refusal()).isEmpty();
            connection.close();
        }
    }
}
