package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.EmbeddedClassic;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.TestBroker;

/** The properties that the specification defines: sections 3.5.9 and 3.5.11. */
@Section({"3.5.9", "3.5.11"})
class JmsxPropertiesTest extends JmsTest {
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private static void assertFirstDelivery(Message message) throws JMSException {
        assertThat(message.getObjectProperty(DELIVERY_COUNT)).isEqualTo(1);
        assertThat(message.getIntProperty(DELIVERY_COUNT)).isEqualTo(1);
        assertThat(message.getLongProperty(DELIVERY_COUNT)).isEqualTo(1);
        assertThat(message.getStringProperty(DELIVERY_COUNT)).isEqualTo("1");
        assertThat(message.propertyExists(DELIVERY_COUNT)).isTrue();
        assertThat(list(message.getPropertyNames())).contains(DELIVERY_COUNT);
        assertThat(message.getJMSRedelivered()).isFalse();
    }

    @Test
    void theFirstDeliveryHasTheCountOneByEveryWayToReceive() throws Exception {
        Connection connection = connect(name());
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        Topic topic = session.createTopic(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageConsumer subscriber = session.createConsumer(topic);
        MessageConsumer durable = session.createDurableConsumer(topic, "durable");
        send(session, session.createProducer(queue), "x");
        send(session, session.createProducer(topic), "x");
        assertFirstDelivery(receive(consumer));
        assertFirstDelivery(receive(subscriber));
        assertFirstDelivery(receive(durable));
        durable.close();
        session.unsubscribe("durable");
    }

    @Test
    void theFirstDeliveryHasTheCountOneForAListenerAndTheSimplifiedApi() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        context.createProducer().send(queue, "one");
        try (JMSConsumer consumer = context.createConsumer(queue)) {
            assertFirstDelivery(consumer.receive(WAIT));
        }
        Session session = connect().createSession();
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(heard::add);
        context.createProducer().send(queue, "two");
        assertFirstDelivery(heard.poll(WAIT, TimeUnit.MILLISECONDS));
    }

    @Test
    void theCountGrowsWithEachRollbackAndStartsAnewForAnother() throws Exception {
        Session session = connect().createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, session.createProducer(queue), "x");
        session.commit();
        for (int count = 1; count <= 3; count++) {
            Message received = receive(consumer);
            assertThat(received.getIntProperty(DELIVERY_COUNT)).isEqualTo(count);
            assertThat(received.getJMSRedelivered()).isEqualTo(count > 1);
            session.rollback();
        }
        receive(consumer);
        send(session, session.createProducer(queue), "y");
        session.commit();
        assertThat(receive(consumer).getIntProperty(DELIVERY_COUNT)).isEqualTo(1);
        session.commit();
    }

    @Test
    void theCountIsForConsumersOnlyAndNobodyElseSetsIt() throws Exception {
        Session session = connect().createSession();
        Queue queue = session.createQueue(name());
        Message message = session.createMessage();
        session.createProducer(queue).send(message);
        assertThat(message.propertyExists(DELIVERY_COUNT)).isFalse();
        message.setIntProperty(DELIVERY_COUNT, 9);
        session.createProducer(queue).send(message);

        MessageConsumer consumer = session.createConsumer(queue);
        assertFirstDelivery(receive(consumer));
        assertFirstDelivery(receive(consumer));
    }

    @Test
    void groupAndPlaceInItArriveAtEachSubscriber() throws Exception {
        Session session = connect().createSession();
        Topic topic = session.createTopic(name());
        List<MessageConsumer> consumers = List.of(session.createConsumer(topic), session.createConsumer(topic));
        Message message = session.createMessage();
        message.setStringProperty("JMSXGroupID", "gruppe: ß");
        message.setIntProperty("JMSXGroupSeq", 2);
        session.createProducer(topic).send(message);

        for (MessageConsumer consumer : consumers) {
            Message received = receive(consumer);
            assertThat(received.getObjectProperty("JMSXGroupID")).isEqualTo("gruppe: ß");
            assertThat(received.getObjectProperty("JMSXGroupSeq")).isEqualTo(2);
            assertThat(list(received.getPropertyNames()))
                    .containsExactlyInAnyOrder("JMSXGroupID", "JMSXGroupSeq", DELIVERY_COUNT);
        }
    }

    @Test
    void theConnectionTellsWhichOnesItSupports() throws Exception {
        assertThat(list(connection().getMetaData().getJMSXPropertyNames()))
                .contains("JMSXGroupID", "JMSXGroupSeq", DELIVERY_COUNT);
    }

    @Test
    void theSenderIsToldWhereTheBrokerTellsIt() throws Exception {
        TestBroker own =
                track(kind == BrokerKind.ARTEMIS ? EmbeddedArtemis.tellingUsers() : EmbeddedClassic.tellingUsers());
        StompConnectionFactory factory = new StompConnectionFactory("guest", TestBroker.GUEST_PASSWORD, own.stompUri());
        Connection connection = track(factory.createConnection());
        connection.start();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = session.createMessage();
        message.setStringProperty("JMSXUserID", "somebody else");
        session.createProducer(queue).send(message);

        Message received = receive(consumer);
        assertThat(received.getStringProperty("JMSXUserID")).isEqualTo("guest");
        assertThat(list(received.getPropertyNames())).containsExactlyInAnyOrder("JMSXUserID", DELIVERY_COUNT);
    }
}
