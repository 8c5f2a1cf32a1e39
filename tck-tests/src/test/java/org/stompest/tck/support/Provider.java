package org.stompest.tck.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;
import org.stompest.jms.StompConnectionFactory;

/**
 * The provider that the tests run over, for one broker: ours, or with {@code -Dtck.provider=artemis} Artemis's own client, which
 * shows whether a test asks for what the specification says. Nothing else in this module knows of that switch.
 */
public final class Provider {
    private static final boolean STOMPEST = !"artemis".equals(System.getProperty("tck.provider"));

    private final TestBroker broker;

    /**
     * Makes a provider.
     *
     * @param broker the broker that its factories are for
     */
    public Provider(TestBroker broker) {
        this.broker = broker;
    }

    /** Makes a factory for the broker, as the user who may do all. */
    public ConnectionFactory factory() {
        return STOMPEST ? stompest("") : artemis();
    }

    /** Makes a factory for the broker with credentials in it. */
    public ConnectionFactory factory(String user, String password) {
        return STOMPEST
                ? new StompConnectionFactory(user, password, broker.stompUri())
                : new ActiveMQJMSConnectionFactory(coreUri(), user, password);
    }

    /** Makes a factory whose connections have a client id from the start. */
    public ConnectionFactory factoryWithClientId(String clientId) {
        if (STOMPEST) {
            StompConnectionFactory factory = stompest("");
            factory.setClientID(clientId);
            return factory;
        }
        ActiveMQJMSConnectionFactory factory = artemis();
        factory.setClientID(clientId);
        return factory;
    }

    /** Makes a factory that lets objects of the named packages through. */
    public ConnectionFactory factoryAllowing(String packages) {
        return STOMPEST ? stompest("?jms.deserializationPolicy.allowList=" + packages) : artemis();
    }

    public QueueConnectionFactory queueFactory() {
        return STOMPEST ? stompest("") : artemis();
    }

    public TopicConnectionFactory topicFactory() {
        return STOMPEST ? stompest("") : artemis();
    }

    /** Our factory for the broker, whatever the tests run over. */
    public StompConnectionFactory stompest(String options) {
        return new StompConnectionFactory(broker.stompUri() + options);
    }

    /** The factory of Artemis's own client, for an Artemis. */
    public ActiveMQJMSConnectionFactory artemis() {
        return new ActiveMQJMSConnectionFactory(coreUri());
    }

    private String coreUri() {
        return ((EmbeddedArtemis) broker).coreUri();
    }

    public static boolean isStompest() {
        return STOMPEST;
    }

    /** The exception that ours must throw, where Artemis throws something more general. */
    public static Class<? extends JMSException> strictly(Class<? extends JMSException> type) {
        return STOMPEST ? type : JMSException.class;
    }

    /** Skips a test of what nobody can have of this broker over STOMP; Artemis's own client shows that the test is right. */
    public static void notOverStomp(String why) {
        assumeTrue(!STOMPEST, why);
    }

    /** Skips a test that concerns our provider alone, or that the other is known to fail. */
    public static void onlyStompest(String why) {
        assumeTrue(STOMPEST, why);
    }
}
