package org.stompest.jms.wire;

import static org.stompest.testbroker.FrameMatcher.that;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.util.Objects;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.fake.ConfirmingDialect;
import org.stompest.testbroker.FrameMatcher;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

/** A scripted Artemis and how to reach it. */
final class Scripted {
    private Scripted() {}

    static Script artemis(ScriptedBroker broker) {
        return broker.connection().handshake("server", "ActiveMQ-Artemis/2.44.0");
    }

    /** One that wants every send confirmed and takes acknowledgements into transactions. */
    static Script confirming(ScriptedBroker broker) {
        return broker.connection().handshake("server", ConfirmingDialect.SERVER);
    }

    /** A connection that comes back, started. */
    static Connection connect(ScriptedBroker broker, String options) throws JMSException {
        String uri = "failover:(" + broker.uri() + ")?initialReconnectDelay=10&useExponentialBackOff=false"
                + unless(options, "&jms.closeTimeout=", "5000") + unless(options, "&jms.sendTimeout=", "5000")
                + options;
        Connection connection = new StompConnectionFactory(uri).createConnection();
        connection.start();
        return connection;
    }

    private static String unless(String options, String option, String value) {
        return options.contains(option) ? "" : option + value;
    }

    static Connection connect(ScriptedBroker broker) throws JMSException {
        return connect(broker, "");
    }

    /** A message of the first subscription, whose id stays the same and whose ack id does not. */
    static WireFrame message(String id, String ack, String text) {
        return message("1", id, ack, text);
    }

    static WireFrame message(String subscription, String id, String ack, String text, String... more) {
        return WireFrame.of(
                        "MESSAGE",
                        "subscription",
                        subscription,
                        "destination",
                        "q",
                        "message-id",
                        ack + "," + id,
                        "ack",
                        ack)
                .with(more)
                .body(text);
    }

    static FrameMatcher noReceipt() {
        return FrameMatcher.lacks("receipt");
    }

    static FrameMatcher sameTransactionAs(String[] id) {
        return that("in the same transaction", frame -> Objects.equals(id[0], frame.header("transaction")));
    }

    static void bye(Script script) {
        script.autoReceipts().ignoring("UNSUBSCRIBE").expect("DISCONNECT").expectClose();
    }
}
