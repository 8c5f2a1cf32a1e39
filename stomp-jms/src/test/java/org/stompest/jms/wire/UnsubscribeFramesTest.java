package org.stompest.jms.wire;

import static org.stompest.jms.wire.Scripted.bye;
import static org.stompest.jms.wire.Scripted.connect;
import static org.stompest.testbroker.FrameMatcher.header;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

/** The end of a durable subscription that is known to the broker by STOMP alone. */
class UnsubscribeFramesTest {
    private static final String CLASSIC = "ActiveMQ/6.3.1";

    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void playedByTheScript() {
        broker.close();
    }

    private Script classic() {
        return broker.connection().handshake("server", CLASSIC);
    }

    @Test
    void oneThatIsRepeatedAfterALossAndFindsNothingWasDoneTheFirstTime() throws Exception {
        classic()
                .expect("UNSUBSCRIBE", header("activemq.subscriptionName", "s"))
                .reset();
        classic()
                .expect("BEGIN") // the end of what is played again
                .expect("ABORT")
                .receipt()
                .expect("UNSUBSCRIBE", header("activemq.subscriptionName", "s"))
                .reply(UnsubscribeFramesTest::unknown)
                .close();
        bye(classic().expect("SEND").receipt());
        try (Connection connection = connect(broker, "&jms.clientID=me");
                Session session = connection.createSession()) {
            session.unsubscribe("s");

            session.createProducer(session.createQueue("q")).send(session.createTextMessage("it goes on"));
        }
    }

    private static WireFrame unknown(WireFrame unsubscribe) {
        return WireFrame.of(
                        "ERROR",
                        "message",
                        "No durable subscription exists for clientID: me and subscriptionName: s",
                        "receipt-id",
                        unsubscribe.header("receipt"))
                .body("jakarta.jms.InvalidDestinationException: No durable subscription exists");
    }
}
