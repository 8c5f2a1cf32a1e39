package org.stompest.tck.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.jms.InvalidSelectorException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.SingleConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.stompest.tck.support.JmsTest;

/** Spring's JmsTemplate over the bare factory and over the usual ways to share its connections. */
class JmsTemplateTest extends JmsTest {
    /** Where the template's connections come from. */
    enum Source {
        PLAIN,
        SINGLE,
        CACHING,
        POOLED
    }

    private JmsTemplate template(Source source) {
        JmsTemplate template = new JmsTemplate(factory(source));
        template.setReceiveTimeout(WAIT);
        return template;
    }

    private ConnectionFactory factory(Source source) {
        return switch (source) {
            case PLAIN -> provider.factory();
            case SINGLE -> {
                SingleConnectionFactory single = new SingleConnectionFactory(provider.factory());
                track(single::destroy);
                yield single;
            }
            case CACHING -> {
                CachingConnectionFactory caching = new CachingConnectionFactory(provider.factory());
                caching.setSessionCacheSize(5);
                track(caching::destroy);
                yield caching;
            }
            case POOLED -> {
                JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
                pool.setConnectionFactory(provider.factory());
                pool.setMaxConnections(2);
                track(pool::stop);
                yield pool;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void sendsAndReceives(Source source) throws Exception {
        JmsTemplate template = template(source);
        String queue = name();
        for (int i = 0; i < 20; i++) {
            String text = "m" + i;
            template.send(queue, session -> session.createTextMessage(text));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(textOf(template.receive(queue))).isEqualTo("m" + i);
        }
        broker.awaitMessages(queue, 0);
    }

    @ParameterizedTest
    @EnumSource
    void convertsAndSends(Source source) {
        JmsTemplate template = template(source);
        String queue = name();
        template.convertAndSend(queue, "text");
        template.convertAndSend(queue, new byte[] {1, 0, 2});
        template.convertAndSend(queue, Map.of("n", 7), message -> {
            message.setStringProperty("p", "v");
            return message;
        });

        assertThat(template.receiveAndConvert(queue)).isEqualTo("text");
        assertThat(template.receiveAndConvert(queue)).isEqualTo(new byte[] {1, 0, 2});
        assertThat(template.receiveAndConvert(queue)).isEqualTo(Map.of("n", 7));
    }

    @ParameterizedTest
    @EnumSource
    void receivesSelected(Source source) {
        JmsTemplate template = template(source);
        String queue = name();
        for (int i = 0; i < 5; i++) {
            int number = i;
            template.convertAndSend(queue, "m" + i, message -> {
                message.setIntProperty("n", number);
                return message;
            });
        }

        assertThat(template.receiveSelectedAndConvert(queue, "n > 2")).isEqualTo("m3");
        assertThat(template.receiveSelectedAndConvert(queue, "n > 2")).isEqualTo("m4");
        assertThat(template.receiveAndConvert(queue)).isEqualTo("m0");
        assertThatThrownBy(() -> template.receiveSelected(queue, "n >")).isInstanceOf(InvalidSelectorException.class);
    }

    @ParameterizedTest
    @EnumSource
    void sendsAndReceivesAnswer(Source source) throws Exception {
        String queue = name();
        Session session = connect().createSession();
        MessageProducer replies = session.createProducer(null);
        session.createConsumer(session.createQueue(queue)).setMessageListener(request -> {
            try {
                String answer = textOf(request).toUpperCase(Locale.ROOT);
                replies.send(request.getJMSReplyTo(), session.createTextMessage(answer));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        JmsTemplate template = template(source);
        for (int i = 0; i < 5; i++) {
            String text = "hello " + i;
            Message reply = template.sendAndReceive(queue, asking -> asking.createTextMessage(text));
            assertThat(reply).isNotNull();
            assertThat(textOf(reply)).isEqualTo("HELLO " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsInItsOwnTransactions(Source source) throws Exception {
        JmsTemplate template = template(source);
        template.setSessionTransacted(true);
        String queue = name();
        assertThatThrownBy(() -> template.execute(session -> {
                    send(session, session.createProducer(session.createQueue(queue)), "undone");
                    throw new IllegalArgumentException("on purpose");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        template.convertAndSend(queue, "done");

        assertThat(template.receiveAndConvert(queue)).isEqualTo("done");
        broker.awaitMessages(queue, 0);
    }

    @ParameterizedTest
    @EnumSource
    void publishesWithQualityOfService(Source source) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        String topic = name();
        MessageConsumer subscriber = session.createConsumer(session.createTopic(topic));
        JmsTemplate template = template(source);
        template.setPubSubDomain(true);
        template.setExplicitQosEnabled(true);
        template.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        template.setPriority(7);
        template.setTimeToLive(100_000);

        template.convertAndSend(topic, "news");

        Message received = receive(subscriber);
        assertThat(textOf(received)).isEqualTo("news");
        assertThat(received.getJMSPriority()).isEqualTo(7);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSExpiration()).isGreaterThan(received.getJMSTimestamp());
    }
}
