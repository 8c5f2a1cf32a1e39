package org.stompest.jms.internal.session;

import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stompest.jms.fake.Forwarding;
import org.stompest.jms.fake.Recorder;

/** JMS 3.1, QueueSession and TopicSession: which inherited methods must throw, and that all others do their work. */
class DomainViewsForwardTest {
    @TestFactory
    Stream<DynamicTest> queueSessionForbidsWhatBelongsToTopics() {
        return Forwarding.tests(
                Session.class,
                QueueSessionView::new,
                Set.of(
                        "createDurableSubscriber",
                        "createDurableConsumer",
                        "createSharedConsumer",
                        "createSharedDurableConsumer",
                        "createTemporaryTopic",
                        "createTopic",
                        "unsubscribe"));
    }

    @TestFactory
    Stream<DynamicTest> topicSessionForbidsWhatBelongsToQueues() {
        return Forwarding.tests(
                Session.class, TopicSessionView::new, Set.of("createBrowser", "createQueue", "createTemporaryQueue"));
    }

    @TestFactory
    Stream<DynamicTest> queueSenderForwardsAll() {
        return Forwarding.tests(MessageProducer.class, QueueSenderView::new, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> topicPublisherForwardsAll() {
        return Forwarding.tests(MessageProducer.class, TopicPublisherView::new, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> queueReceiverForwardsAll() {
        return Forwarding.tests(
                MessageConsumer.class,
                consumer -> new QueueReceiverView(consumer, Recorder.dummy(Queue.class)),
                Set.of());
    }

    @TestFactory
    Stream<DynamicTest> topicSubscriberForwardsAll() {
        return Forwarding.tests(
                MessageConsumer.class,
                consumer -> new TopicSubscriberView(consumer, Recorder.dummy(Topic.class), false),
                Set.of());
    }
}
