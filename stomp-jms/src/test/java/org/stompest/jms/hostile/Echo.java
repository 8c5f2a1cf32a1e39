package org.stompest.jms.hostile;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

/**
 * A broker that gives back to the only consumer what is sent, with the headers as they came, in one version of STOMP; and a
 * connection to it. A frame that is none ends the test: the broker forgives nothing.
 */
final class Echo implements AutoCloseable {
    /** What a SEND is about and a MESSAGE is not. */
    private static final Set<String> OF_SEND = Set.of("receipt", "transaction");

    private final ScriptedBroker broker = new ScriptedBroker();
    private final Script script;
    private final Connection connection;
    private final Session session;
    private final MessageConsumer consumer;
    private final String subscription;
    private boolean expecting;

    Echo(String version, Enemy enemy) throws JMSException {
        script = broker.connection().expectConnect().connected(version, "server", enemy.server());
        script.ignoring("ACK").expect("SUBSCRIBE").receipt();
        connection = new StompConnectionFactory(
                        broker.uri() + "?jms.validatePropertyNames=false&stomp.version=" + version + "&" + Enemy.QUICK)
                .createConnection();
        connection.start();
        session = connection.createSession();
        consumer = session.createConsumer(session.createQueue("back"));
        subscription = broker.received("SUBSCRIBE").get(0).header("id");
    }

    Session session() {
        return session;
    }

    /** Has the next SEND confirmed and given back. */
    void expect() {
        if (!expecting) {
            expecting = true;
            script.expect("SEND").receipt().reply(this::back);
        }
    }

    /** {@return what was sent, as it came back} */
    Message received() throws JMSException {
        expecting = false;
        return consumer.receive(10_000);
    }

    /** {@return how many frames have come} */
    int frames() {
        return (int) broker.received().stream()
                .filter(frame -> !frame.command().equals("ACK"))
                .count();
    }

    WireFrame sent() {
        List<WireFrame> sent = broker.received("SEND");
        return sent.get(sent.size() - 1);
    }

    private WireFrame back(WireFrame sent) {
        List<Map.Entry<String, String>> kept = sent.headers().stream()
                .filter(header -> !OF_SEND.contains(header.getKey()))
                .collect(Collectors.toList());
        WireFrame head = WireFrame.of("MESSAGE", "subscription", subscription, "message-id", "1,1", "ack", "1,1");
        kept.addAll(0, head.headers());
        return new WireFrame("MESSAGE", kept, sent.body());
    }

    @Override
    public void close() throws JMSException {
        if (expecting) { // what was expected last was refused
            session.createProducer(session.createQueue("q")).send(session.createMessage());
        }
        script.autoReceipts().ignoringTheRest().clientMayLeave().expectClose();
        try {
            connection.close();
        } finally {
            broker.close();
        }
    }
}
