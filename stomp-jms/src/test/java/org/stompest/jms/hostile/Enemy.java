package org.stompest.jms.hostile;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/** Which broker the enemy says to be. */
enum Enemy {
    ARTEMIS("ActiveMQ-Artemis/2.44.0"),
    CLASSIC("ActiveMQ/6.1.7");

    private final String server;

    Enemy(String server) {
        this.server = server;
    }

    /** {@return what it calls itself in CONNECTED} */
    String server() {
        return server;
    }

    /** {@return the script of the next connection, behind CONNECTED} */
    Script next(ScriptedBroker broker) {
        return greet(broker.connection());
    }

    /** {@return a script with CONNECTED} */
    Script greet(Script script) {
        return script.handshake("server", server);
    }

    /** A connection that behaves well. */
    void healthy(Script script) {
        greet(script).autoReceipts().ignoringTheRest().expectClose();
    }

    static Connection connect(ScriptedBroker broker) throws JMSException {
        return connect(broker.uri() + "?" + QUICK);
    }

    static Connection connectWithFailover(ScriptedBroker broker, String... options) throws JMSException {
        return connect("failover:(" + broker.uri() + ")?initialReconnectDelay=10&useExponentialBackOff=false&" + QUICK
                + (options.length == 0 ? "" : "&" + String.join("&", options)));
    }

    static Connection connect(String uri) throws JMSException {
        Connection connection = new StompConnectionFactory(uri).createConnection();
        boolean started = false;
        try {
            connection.start();
            started = true;
        } finally {
            if (!started) {
                connection.close();
            }
        }
        return connection;
    }

    static final String QUICK = "jms.closeTimeout=2000&jms.sendTimeout=5000&jms.requestTimeout=5000";
}
