package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** The headers that a send sets, by every way to send: sections 3.4.1 to 3.4.4, 3.4.9 to 3.4.11, 3.4.13. */
@Section("3.4.11")
class SendRoutesTest extends JmsTest {
    private static final int PRIORITY = 7;
    private static final long TIME_TO_LIVE = 60_000;

    /** A way to send that gives the message the priority, the time to live and the delivery mode NON_PERSISTENT. */
    enum Route {
        OPTIONS_OF_THE_PRODUCER {
            @Override
            void send(Sending test, Message message) throws JMSException {
                withOptions(test.producer(test.destination)).send(message);
            }
        },
        OPTIONS_OF_THE_SEND {
            @Override
            void send(Sending test, Message message) throws JMSException {
                test.producer(test.destination).send(message, DeliveryMode.NON_PERSISTENT, PRIORITY, TIME_TO_LIVE);
            }
        },
        UNBOUND_PRODUCER {
            @Override
            void send(Sending test, Message message) throws JMSException {
                withOptions(test.producer(null)).send(test.destination, message);
            }
        },
        UNBOUND_PRODUCER_OPTIONS_OF_THE_SEND {
            @Override
            void send(Sending test, Message message) throws JMSException {
                test.producer(null)
                        .send(test.destination, message, DeliveryMode.NON_PERSISTENT, PRIORITY, TIME_TO_LIVE);
            }
        },
        ASYNCHRONOUS {
            @Override
            void send(Sending test, Message message) throws Exception {
                Completion completion = new Completion();
                withOptions(test.producer(test.destination)).send(message, completion);
                assertThat(completion.get(WAIT, TimeUnit.MILLISECONDS)).isSameAs(message);
            }
        },
        ASYNCHRONOUS_OPTIONS_OF_THE_SEND {
            @Override
            void send(Sending test, Message message) throws Exception {
                Completion completion = new Completion();
                test.producer(test.destination)
                        .send(message, DeliveryMode.NON_PERSISTENT, PRIORITY, TIME_TO_LIVE, completion);
                completion.get(WAIT, TimeUnit.MILLISECONDS);
            }
        },
        ASYNCHRONOUS_UNBOUND {
            @Override
            void send(Sending test, Message message) throws Exception {
                Completion completion = new Completion();
                withOptions(test.producer(null)).send(test.destination, message, completion);
                completion.get(WAIT, TimeUnit.MILLISECONDS);
            }
        },
        ASYNCHRONOUS_UNBOUND_OPTIONS_OF_THE_SEND {
            @Override
            void send(Sending test, Message message) throws Exception {
                Completion completion = new Completion();
                test.producer(null)
                        .send(
                                test.destination,
                                message,
                                DeliveryMode.NON_PERSISTENT,
                                PRIORITY,
                                TIME_TO_LIVE,
                                completion);
                completion.get(WAIT, TimeUnit.MILLISECONDS);
            }
        },
        TRANSACTED {
            @Override
            void send(Sending test, Message message) throws JMSException {
                Session session = test.connection.createSession(Session.SESSION_TRANSACTED);
                withOptions(session.createProducer(test.destination)).send(message);
                session.commit();
            }
        },
        SIMPLIFIED {
            @Override
            void send(Sending test, Message message) {
                withOptions(test.context).send(test.destination, message);
            }
        },
        SIMPLIFIED_ASYNCHRONOUS {
            @Override
            void send(Sending test, Message message) throws Exception {
                Completion completion = new Completion();
                withOptions(test.context).setAsync(completion).send(test.destination, message);
                completion.get(WAIT, TimeUnit.MILLISECONDS);
            }
        },
        SENDER_OF_THE_DOMAIN {
            @Override
            void send(Sending test, Message message) throws JMSException {
                if (test.destination instanceof Queue queue) {
                    QueueSession session =
                            ((QueueConnection) test.connection).createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
                    QueueSender sender = session.createSender(null);
                    sender.send(queue, message, DeliveryMode.NON_PERSISTENT, PRIORITY, TIME_TO_LIVE);
                } else {
                    TopicSession session =
                            ((TopicConnection) test.connection).createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
                    TopicPublisher publisher = session.createPublisher(null);
                    publisher.publish(
                            (Topic) test.destination, message, DeliveryMode.NON_PERSISTENT, PRIORITY, TIME_TO_LIVE);
                }
            }
        };

        abstract void send(Sending test, Message message) throws Exception;

        private static MessageProducer withOptions(MessageProducer producer) throws JMSException {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.setPriority(PRIORITY);
            producer.setTimeToLive(TIME_TO_LIVE);
            return producer;
        }

        private static JMSProducer withOptions(JMSContext context) {
            return context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setPriority(PRIORITY)
                    .setTimeToLive(TIME_TO_LIVE);
        }
    }

    /** Where a message is sent, and what a route needs for it. */
    private record Sending(Connection connection, JMSContext context, Destination destination) {
        MessageProducer producer(Destination bound) throws JMSException {
            return connection.createSession().createProducer(bound);
        }
    }

    private static final class Completion extends CompletableFuture<Message> implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            complete(message);
        }

        @Override
        public void onException(Message message, Exception exception) {
            completeExceptionally(exception);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Section({"3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.9", "3.4.10", "3.4.11", "3.4.13"})
    void whatTheSenderWroteIsOverwrittenAtBothEndsAndStaysAtNone(Route route) throws Exception {
        Connection connection = track(
                route == Route.SENDER_OF_THE_DOMAIN ? provider.queueFactory().createQueueConnection() : connection());
        connection.start();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        check(route, new Sending(connection, context(), queue), session);
        if (route == Route.SENDER_OF_THE_DOMAIN) {
            TopicConnection ofTopics = track(provider.topicFactory().createTopicConnection());
            ofTopics.start();
            Session sessionOfTopics = ofTopics.createSession();
            check(route, new Sending(ofTopics, null, sessionOfTopics.createTopic(name())), sessionOfTopics);
        }
    }

    private void check(Route route, Sending sending, Session session) throws Exception {
        MessageConsumer consumer = session.createConsumer(sending.destination());
        Message message = session.createTextMessage("body");
        message.setJMSDestination(session.createQueue("elsewhere"));
        message.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
        message.setJMSMessageID("ID:mine");
        message.setJMSTimestamp(1);
        message.setJMSExpiration(2);
        message.setJMSDeliveryTime(3);
        message.setJMSPriority(0);
        message.setJMSRedelivered(true);
        message.setJMSCorrelationID("correlation");
        message.setJMSType("type");
        message.setJMSReplyTo(sending.destination());
        long before = System.currentTimeMillis();
        route.send(sending, message);
        long after = System.currentTimeMillis();

        Message received = receive(consumer);
        for (Message each : new Message[] {message, received}) {
            assertThat(each.getJMSDestination()).isEqualTo(sending.destination());
            assertThat(each.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(each.getJMSPriority()).isEqualTo(PRIORITY);
            assertThat(each.getJMSTimestamp()).isBetween(before, after);
            assertThat(each.getJMSExpiration()).isEqualTo(each.getJMSTimestamp() + TIME_TO_LIVE);
            assertThat(each.getJMSDeliveryTime()).isEqualTo(each.getJMSTimestamp());
            assertThat(each.getJMSMessageID()).startsWith("ID:").isNotEqualTo("ID:mine");
            assertThat(each.getJMSCorrelationID()).isEqualTo("correlation");
            assertThat(each.getJMSType()).isEqualTo("type");
            assertThat(each.getJMSReplyTo()).isEqualTo(sending.destination());
        }
        assertThat(received.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(received.getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
        assertThat(received.getJMSRedelivered()).isFalse();
    }
}
