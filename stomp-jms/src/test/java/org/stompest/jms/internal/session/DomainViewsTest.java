package org.stompest.jms.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSender;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;
import org.stompest.jms.fake.Recorder;

class DomainViewsTest {
    private final Queue queue = Recorder.dummy(Queue.class);
    private final Topic topic = Recorder.dummy(Topic.class);
    private final Message message = Recorder.dummy(Message.class);
    private final Recorder<MessageConsumer> consumer = Recorder.of(MessageConsumer.class);
    private final Recorder<MessageProducer> producer = Recorder.of(MessageProducer.class);
    private final Recorder<Session> session = Recorder.of(Session.class)
            .returning("createConsumer", consumer.proxy())
            .returning("createProducer", producer.proxy());
    private final QueueSessionView queueSession = new QueueSessionView(session.proxy());
    private final TopicSessionView topicSession = new TopicSessionView(session.proxy());

    @Test
    void receiverKnowsItsQueueUntilItIsClosed() throws JMSException {
        QueueReceiver receiver = queueSession.createReceiver(queue);

        assertThat(receiver.getQueue()).isSameAs(queue);
        consumer.fail(new IllegalStateException("closed"));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(receiver::getQueue);
    }

    @Test
    void receiverWithSelectorPassesIt() throws JMSException {
        queueSession.createReceiver(queue, "a = 1");

        assertThat(session.argumentsOf("createConsumer")).containsExactly(queue, "a = 1");
    }

    @Test
    void subscriberKnowsItsTopicUntilItIsClosed() throws JMSException {
        TopicSubscriber subscriber = topicSession.createSubscriber(topic, "a = 1", true);

        assertThat(session.argumentsOf("createConsumer")).containsExactly(topic, "a = 1", true);
        assertThat(subscriber.getTopic()).isSameAs(topic);
        assertThat(subscriber.getNoLocal()).isTrue();
        consumer.fail(new IllegalStateException("closed"));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(subscriber::getTopic);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(subscriber::getNoLocal);
    }

    @Test
    void simpleSubscriberSeesLocalMessages() throws JMSException {
        assertThat(topicSession.createSubscriber(topic).getNoLocal()).isFalse();
    }

    @Test
    void senderSendsToItsQueueOrToAnotherOne() throws JMSException {
        producer.returning("getDestination", queue);
        QueueSender sender = queueSession.createSender(queue);

        assertThat(sender.getQueue()).isSameAs(queue);
        sender.send(message);
        assertThat(producer.argumentsOf("send")).containsExactly(message);
        sender.send(queue, message);
        assertThat(producer.argumentsOf("send")).containsExactly(queue, message);
        sender.send(queue, message, 1, 2, 3);
        assertThat(producer.argumentsOf("send")).containsExactly(queue, message, 1, 2, 3L);
    }

    @Test
    void senderWithoutQueueHasNone() throws JMSException {
        assertThat(queueSession.createSender(null).getQueue()).isNull();
        assertThat(session.argumentsOf("createProducer")).containsExactly((Object) null);
    }

    @Test
    void publisherPublishesToItsTopicOrToAnotherOne() throws JMSException {
        producer.returning("getDestination", topic);
        TopicPublisher publisher = topicSession.createPublisher(topic);

        assertThat(publisher.getTopic()).isSameAs(topic);
        publisher.publish(message);
        assertThat(producer.argumentsOf("send")).containsExactly(message);
        publisher.publish(message, 1, 2, 3);
        assertThat(producer.argumentsOf("send")).containsExactly(message, 1, 2, 3L);
        publisher.publish(topic, message);
        assertThat(producer.argumentsOf("send")).containsExactly(topic, message);
        publisher.publish(topic, message, 1, 2, 3);
        assertThat(producer.argumentsOf("send")).containsExactly(topic, message, 1, 2, 3L);
    }

    @Test
    void queueSessionRefusesTopicsAndTopicSessionQueues() {
        assertRefused(() -> queueSession.createConsumer(topic));
        assertRefused(() -> queueSession.createConsumer(topic, "a = 1"));
        assertRefused(() -> queueSession.createConsumer(topic, "a = 1", true));
        assertRefused(() -> queueSession.createProducer(topic));
        assertRefused(() -> topicSession.createConsumer(queue));
        assertRefused(() -> topicSession.createConsumer(queue, "a = 1"));
        assertRefused(() -> topicSession.createConsumer(queue, "a = 1", true));
        assertRefused(() -> topicSession.createProducer(queue));
        assertThat(session.callNames()).doesNotContain("createConsumer", "createProducer");
    }

    @Test
    void closedSessionSaysThatItIsClosedBeforeItJudgesTheDestination() {
        session.fail(new IllegalStateException("closed"));

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> queueSession.createConsumer(topic));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> topicSession.createProducer(queue));
    }

    @Test
    void foreignDestinationThatIsBothIsLeftToTheSession() throws JMSException {
        Destination both = Recorder.of(Queue.class, Topic.class).proxy();

        queueSession.createConsumer(both);
        topicSession.createProducer(both);

        assertThat(session.callNames()).containsExactly("createConsumer", "createProducer");
    }

    @Test
    void queueRequestorGetsItsReply() throws JMSException {
        Recorder<TemporaryQueue> replies = Recorder.of(TemporaryQueue.class);
        Message reply = Recorder.dummy(Message.class);
        session.returning("createTemporaryQueue", replies.proxy());
        consumer.returning("receive", reply);
        Recorder<Message> request = Recorder.of(Message.class);

        QueueRequestor requestor = new QueueRequestor(queueSession, queue);
        assertThat(requestor.request(request.proxy())).isSameAs(reply);
        requestor.close();

        assertThat(request.argumentsOf("setJMSReplyTo")).containsExactly(replies.proxy());
        assertThat(session.argumentsOf("createProducer")).containsExactly(queue);
        assertThat(session.argumentsOf("createConsumer")).containsExactly(replies.proxy());
        assertThat(producer.argumentsOf("send")).containsExactly(request.proxy());
        assertThat(session.callNames()).endsWith("close");
        assertThat(replies.callNames()).containsExactly("delete");
    }

    @Test
    void topicRequestorGetsItsReply() throws JMSException {
        Recorder<TemporaryTopic> replies = Recorder.of(TemporaryTopic.class);
        Message reply = Recorder.dummy(Message.class);
        session.returning("createTemporaryTopic", replies.proxy());
        consumer.returning("receive", reply);
        Recorder<Message> request = Recorder.of(Message.class);

        TopicRequestor requestor = new TopicRequestor(topicSession, topic);
        assertThat(requestor.request(request.proxy())).isSameAs(reply);
        requestor.close();

        assertThat(request.argumentsOf("setJMSReplyTo")).containsExactly(replies.proxy());
        assertThat(session.argumentsOf("createProducer")).containsExactly(topic);
        assertThat(session.argumentsOf("createConsumer")).containsExactly(replies.proxy());
        assertThat(producer.argumentsOf("send")).containsExactly(request.proxy());
        assertThat(session.callNames()).endsWith("close");
        assertThat(replies.callNames()).containsExactly("delete");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(call);
    }
}
