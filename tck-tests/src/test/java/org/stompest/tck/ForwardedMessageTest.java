package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.tck.support.EmbeddedClassic;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Section;

/** A received message that is sent on: sections 3.9 and 3.10. */
@Section({"3.9", "3.10"})
class ForwardedMessageTest extends JmsTest {
    @ParameterizedTest
    @EnumSource
    void arrivesWithItsBodyItsPropertiesAndTheHeadersOfItsFirstSender(BodyKind body) throws Exception {
        Session first = connect().createSession();
        Session second = connect().createSession();
        Queue here = first.createQueue(name());
        Queue there = first.createQueue(name());
        Message message = body.make(first);
        for (BodyKind.Action<Message> write : body.writes().values()) {
            write.on(message);
        }
        message.setLongProperty("long", 5);
        message.setStringProperty("nothing", null);
        message.setJMSCorrelationIDAsBytes(new byte[] {0, -1});
        message.setJMSType("type");
        message.setJMSReplyTo(here);
        first.createProducer(here).send(message, DeliveryMode.NON_PERSISTENT, 7, 60_000);
        Message received = receive(second.createConsumer(here));
        if (!body.reads().isEmpty()) {
            body.reads().get("readBoolean").on(received); // read in part, which is nobody else's concern
        }

        second.createProducer(there).send(received);

        Message forwarded = receive(first.createConsumer(there));
        assertThat(forwarded.isBodyAssignableTo(Integer.class)).isFalse();
        assertThat(BodyKind.valueOf(forwarded)).isEqualTo(BodyKind.valueOf(message));
        assertThat(forwarded.getObjectProperty("long")).isEqualTo(5L);
        assertThat(forwarded.propertyExists("nothing")).isTrue();
        assertThat(forwarded.getJMSCorrelationIDAsBytes()).containsExactly(0, -1);
        assertThat(forwarded.getJMSType()).isEqualTo("type");
        assertThat(forwarded.getJMSReplyTo()).isEqualTo(here);
        assertThat(forwarded.getJMSMessageID())
                .isEqualTo(received.getJMSMessageID())
                .isNotEqualTo(message.getJMSMessageID());
        assertThat(forwarded.getJMSDestination()).isEqualTo(there);
        assertThat(forwarded.getJMSPriority()).isEqualTo(4);
        assertThat(forwarded.getJMSExpiration()).isZero();
        assertThat(forwarded.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(forwarded.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(list(forwarded.getPropertyNames()))
                .containsExactlyInAnyOrder("long", "nothing", "JMSXDeliveryCount");
    }

    @Test
    void whatWasRedeliveredOnceStartsAnewWhenItIsForwarded() throws Exception {
        Session session = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue here = session.createQueue(name());
        Queue there = session.createQueue(name());
        send(session, session.createProducer(here), "again");
        MessageConsumer consumer = session.createConsumer(here);
        receive(consumer);
        session.recover();
        Message again = receive(consumer);
        assertThat(again.getJMSRedelivered()).isTrue();
        session.createProducer(there).send(again);
        again.acknowledge();

        Message forwarded = receive(session.createConsumer(there));
        assertThat(forwarded.getJMSRedelivered()).isFalse();
        assertThat(forwarded.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        forwarded.acknowledge();
    }

    @Test
    void clearedPartsAreSentAsTheyAreNow() throws Exception {
        Session session = connect().createSession();
        Queue here = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(here);
        TextMessage message = session.createTextMessage("old");
        message.setStringProperty("old", "x");
        message.setJMSType("kept");
        session.createProducer(here).send(message);
        TextMessage received = (TextMessage) receive(consumer);
        received.clearProperties();
        received.setStringProperty("new", "y");
        received.clearBody();
        received.setText("new");
        session.createProducer(here).send(received);

        Message changed = receive(consumer);
        assertThat(textOf(changed)).isEqualTo("new");
        assertThat(changed.propertyExists("old")).isFalse();
        assertThat(changed.getStringProperty("new")).isEqualTo("y");
        assertThat(changed.getJMSType()).isEqualTo("kept");
    }

    @Test
    void oneMessageIsSentToManyPlacesAndEachHasItsOwn() throws Exception {
        Session session = connect().createSession();
        Queue one = session.createQueue(name());
        Queue two = session.createQueue(name());
        Message message = session.createTextMessage("x");
        session.createProducer(one).send(message);
        String first = message.getJMSMessageID();
        session.createProducer(two).send(message);

        Message fromOne = receive(session.createConsumer(one));
        Message fromTwo = receive(session.createConsumer(two));
        assertThat(fromOne.getJMSMessageID()).isEqualTo(first);
        assertThat(fromOne.getJMSDestination()).isEqualTo(one);
        assertThat(fromTwo.getJMSMessageID())
                .isEqualTo(message.getJMSMessageID())
                .isNotEqualTo(first);
        assertThat(fromTwo.getJMSDestination()).isEqualTo(two);
    }

    @ParameterizedTest
    @EnumSource
    void aMessageOutlivesItsConnectionAndIsSentByAnother(BodyKind body) throws Exception {
        Session ours = connect().createSession();
        Queue here = ours.createQueue(name());
        Message message;
        Message received;
        try (Connection gone = provider.factory().createConnection()) {
            gone.start();
            Session session = gone.createSession();
            message = body.make(session);
            for (BodyKind.Action<Message> write : body.writes().values()) {
                write.on(message);
            }
            message.setDoubleProperty("double", 0.5);
            session.createProducer(here).send(message);
            received = receive(session.createConsumer(here));
        }
        ours.createProducer(here).send(message);
        ours.createProducer(here).send(received);

        MessageConsumer consumer = ours.createConsumer(here);
        Message ofMessage = receive(consumer);
        Message ofReceived = receive(consumer);
        body.reset(message);
        for (Message each : new Message[] {received, ofMessage, ofReceived}) {
            assertThat(BodyKind.valueOf(each)).isEqualTo(BodyKind.valueOf(message));
            assertThat(each.getDoubleProperty("double")).isEqualTo(0.5);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.12")
    void whatTheBrokersOwnClientHasReceivedIsSentOnByThisOne(BodyKind body) throws Exception {
        Session theirs = track(ownClient().createConnection()).createSession(Session.AUTO_ACKNOWLEDGE);
        Session ours = connect().createSession();
        Queue here = ours.createQueue(name());
        Queue there = ours.createQueue(name());
        Message message = body.make(theirs);
        for (BodyKind.Action<Message> write : body.writes().values()) {
            write.on(message);
        }
        message.setShortProperty("short", (short) 5);
        message.setJMSType("type");
        message.setJMSCorrelationID("correlation");
        theirs.createProducer(theirs.createQueue(here.getQueueName())).send(message);
        try (Connection receiving = ownClient().createConnection()) {
            receiving.start();
            Session session = receiving.createSession(Session.AUTO_ACKNOWLEDGE);
            Message received = receive(session.createConsumer(session.createQueue(here.getQueueName())));
            ours.createProducer(there).send(received, DeliveryMode.PERSISTENT, 6, 0);
            assertThat(received.getJMSPriority()).isEqualTo(6);
            body.reset(message);

            Message forwarded = receive(ours.createConsumer(there));
            assertThat(BodyKind.valueOf(forwarded)).isEqualTo(BodyKind.valueOf(message));
            assertThat(forwarded.getObjectProperty("short")).isEqualTo((short) 5);
            assertThat(forwarded.getJMSType()).isEqualTo("type");
            assertThat(forwarded.getJMSCorrelationID()).isEqualTo("correlation");
            assertThat(forwarded.getJMSMessageID()).isEqualTo(received.getJMSMessageID());
            assertThat(list(forwarded.getPropertyNames())).containsExactlyInAnyOrder("short", "JMSXDeliveryCount");
        }
    }

    private ConnectionFactory ownClient() {
        return broker instanceof EmbeddedClassic classic
                ? new ActiveMQConnectionFactory(classic.openWireUri())
                : provider.artemis();
    }
}
