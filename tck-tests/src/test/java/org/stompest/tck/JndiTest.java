package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnectionFactory;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Administered objects by JNDI: section 5. */
@Section("5")
class JndiTest extends JmsTest {
    @BeforeEach
    void onlyOurs() {
        Provider.onlyStompest("the context factory is ours");
    }

    private static Context context(Map<String, String> entries) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>(entries);
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "org.stompest.jms.jndi.StompInitialContextFactory");
        return new InitialContext(environment);
    }

    // an application that knows names only
    @Section("5")
    @Test
    void applicationFindsAllByName() throws Exception {
        String queueName = name();
        String topicName = name();
        Context context = context(Map.of(
                "connectionfactory.main", broker.stompUri() + "?jms.prefetch=10",
                "queue.orders", queueName,
                "topic.news", topicName));

        ConnectionFactory factory = (ConnectionFactory) context.lookup("main");
        Queue queue = (Queue) context.lookup("orders");
        Topic topic = (Topic) context.lookup("news");
        context.close();

        assertThat(factory).isInstanceOf(QueueConnectionFactory.class).isInstanceOf(TopicConnectionFactory.class);
        assertThat(queue.getQueueName()).isEqualTo(queueName);
        assertThat(topic.getTopicName()).isEqualTo(topicName);
        Connection connection = track(factory.createConnection());
        connection.start();
        Session session = connection.createSession();
        MessageConsumer subscriber = session.createConsumer(topic);
        send(session, session.createProducer(queue), "by name");
        send(session, session.createProducer(topic), "by name");
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("by name");
        assertThat(receiveText(subscriber)).isEqualTo("by name");
    }

    // ${var:-default} from system properties
    @Section("5")
    @Test
    void variablesAreReplaced() throws Exception {
        String property = "tck." + name();
        System.setProperty(property, "from.property");
        try {
            Context context = context(
                    Map.of("queue.set", "${" + property + ":-default}", "queue.unset", "${tck.unset:-default}"));

            assertThat(((Queue) context.lookup("set")).getQueueName()).isEqualTo("from.property");
            assertThat(((Queue) context.lookup("unset")).getQueueName()).isEqualTo("default");
        } finally {
            System.clearProperty(property);
        }
    }

    @Section("5")
    @Test
    void unknownNameIsNotFound() throws Exception {
        Context context = context(Map.of("queue.orders", "orders"));

        assertThatThrownBy(() -> context.lookup("nothing")).isInstanceOf(NameNotFoundException.class);
    }

    // a look-up never follows a URL
    @Section("5")
    @Test
    void urlsAreNotFollowed() throws Exception {
        Context context = context(Map.of("queue.orders", "orders"));

        assertThatThrownBy(() -> context.lookup("ldap://127.0.0.1:1/x")).isInstanceOf(NamingException.class);
        assertThatThrownBy(() -> context.lookup("rmi://127.0.0.1:1/x")).isInstanceOf(NamingException.class);
    }
}
