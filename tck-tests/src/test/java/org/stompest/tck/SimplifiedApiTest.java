package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Lacks;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** The simplified API: sections 2.8, 6.1.4, 7.2 to 7.10, 8.4 and 8.6. */
@Section("2.8")
class SimplifiedApiTest extends JmsTest {
    // Starting message delivery: by the first consumer
    @Section("8.4")
    @Test
    void firstConsumerStartsTheConnection() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        assertThat(context.getAutoStart()).isTrue();

        context.createProducer().send(queue, "hello");

        assertThat(receiveText(context.createConsumer(queue))).isEqualTo("hello");
    }

    // unless it is told not to
    @Section("8.4")
    @Test
    void withoutAutoStartDeliveryWaitsForStart() throws Exception {
        JMSContext context = context();
        context.setAutoStart(false);
        Queue queue = context.createQueue(name());
        JMSConsumer consumer = context.createConsumer(queue);
        context.createProducer().send(queue, "hello");
        assertThat(consumer.receive(NOTHING)).isNull();

        context.start();

        assertThat(receiveText(consumer)).isEqualTo("hello");
        context.stop();
        context.createProducer().send(queue, "later");
        assertThat(consumer.receive(NOTHING)).isNull();
    }

    // bodies without messages
    @Section({"7.2", "8.6"})
    @Test
    void bodiesAreSentAndReceivedDirectly() throws Exception {
        JMSContext context =
                track(provider.factoryAllowing("java.lang,java.util").createContext(JMSContext.AUTO_ACKNOWLEDGE));
        Queue queue = context.createQueue(name());
        JMSConsumer consumer = context.createConsumer(queue);
        JMSProducer producer = context.createProducer();
        producer.send(queue, "text")
                .send(queue, new byte[] {1, 0, 2})
                .send(queue, Map.<String, Object>of("n", 7))
                .send(queue, (Serializable) new ArrayList<>(List.of("object")));

        assertThat(consumer.receiveBody(String.class, WAIT)).isEqualTo("text");
        assertThat(consumer.receiveBody(byte[].class, WAIT)).containsExactly(1, 0, 2);
        Map<?, ?> map = consumer.receiveBody(Map.class, WAIT);
        assertThat(map.get("n")).isEqualTo(7);
        assertThat(consumer.receiveBody(Serializable.class, WAIT)).isEqualTo(List.of("object"));
        assertThat(consumer.receiveBody(String.class, 1)).isNull();
        assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
    }

    // a body of another type leaves the message where it was (AUTO), not counted as a delivery
    @Section("8.6")
    @Test
    void bodyOfOtherTypeStaysToBeReceived() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        JMSConsumer consumer = context.createConsumer(queue);
        context.createProducer().send(queue, "text").send(queue, "next");

        assertThatThrownBy(() -> consumer.receiveBody(Map.class, WAIT))
                .isInstanceOf(MessageFormatRuntimeException.class);

        if (Provider.isStompest()) { // Artemis loses it
            Message message = consumer.receive(WAIT);
            assertThat(textOf(message)).isEqualTo("text");
            assertThat(message.getJMSRedelivered()).isFalse();
        }
        assertThat(receiveText(consumer)).isEqualTo("next");
    }

    // to 7.6 and 7.10: what a JMSProducer sets counts, and its setters chain
    @Section({"7.4", "7.6", "7.10"})
    @Test
    void producerSetsHeadersAndProperties() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        Queue replies = context.createQueue(name());
        TextMessage message = context.createTextMessage("x");
        message.setStringProperty("color", "overridden");
        message.setJMSType("overridden");

        context.createProducer()
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(7)
                .setTimeToLive(60_000)
                .setJMSCorrelationID("c")
                .setJMSReplyTo(replies)
                .setJMSType("type")
                .setProperty("color", "red")
                .setProperty("n", 3)
                .setProperty("ok", true)
                .setProperty("big", 1L << 60)
                .setProperty("object", (Object) 1.5)
                .send(queue, message);

        Message received = context.createConsumer(queue).receive(WAIT);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(7);
        assertThat(received.getJMSExpiration()).isGreaterThan(received.getJMSTimestamp());
        assertThat(received.getJMSCorrelationID()).isEqualTo("c");
        assertThat(received.getJMSReplyTo()).isEqualTo(replies);
        assertThat(received.getJMSType()).isEqualTo("type");
        assertThat(received.getStringProperty("color")).isEqualTo("red");
        assertThat(received.getObjectProperty("n")).isEqualTo(3);
        assertThat(received.getObjectProperty("ok")).isEqualTo(true);
        assertThat(received.getObjectProperty("big")).isEqualTo(1L << 60);
        assertThat(received.getObjectProperty("object")).isEqualTo(1.5);
    }

    // properties of the producer stay until they are cleared
    @Section("7.5")
    @Test
    void producerKeepsAndClearsProperties() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        JMSConsumer consumer = context.createConsumer(queue);
        JMSProducer producer = context.createProducer().setProperty("n", 1);
        producer.send(queue, "a");
        assertThat(producer.getPropertyNames()).containsExactly("n");
        producer.clearProperties().send(queue, "b");

        assertThat(consumer.receive(WAIT).propertyExists("n")).isTrue();
        assertThat(consumer.receive(WAIT).propertyExists("n")).isFalse();
    }

    // over a context
    @Section("6.2.10")
    @Test
    void contextAcknowledgesAndRecovers() throws Exception {
        JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE);
        Queue queue = context.createQueue(name());
        context.createProducer().send(queue, "a").send(queue, "b");
        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("a");
        context.acknowledge();
        assertThat(receiveText(consumer)).isEqualTo("b");

        context.recover();

        Message again = consumer.receive(WAIT);
        assertThat(textOf(again)).isEqualTo("b");
        assertThat(again.getJMSRedelivered()).isTrue();
        context.acknowledge();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // over a context
    @Section("6.2.7")
    @Test
    void contextCommitsAndRollsBack() throws Exception {
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        assertThat(context.getTransacted()).isTrue();
        assertThat(context.getSessionMode()).isEqualTo(JMSContext.SESSION_TRANSACTED);
        Queue queue = context.createQueue(name());
        context.createProducer().send(queue, "undone");
        context.rollback();
        context.createProducer().send(queue, "done");
        context.commit();
        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("done");

        context.rollback();

        assertThat(receiveText(consumer)).isEqualTo("done");
        context.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // the connection is closed with the last of its contexts
    @Section("6.1.8")
    @Test
    void connectionLivesAsLongAsOneContext() throws Exception {
        JMSContext first = context();
        JMSContext second = track(first.createContext(JMSContext.SESSION_TRANSACTED));
        Queue queue = first.createQueue(name());

        first.close();
        if (Provider.isStompest()) { // Artemis counts the second time too
            first.close();
        }

        second.createProducer().send(queue, "alive");
        second.commit();
        assertThat(receiveText(second.createConsumer(queue))).isEqualTo("alive");
        second.commit();
        second.close();
        if (Provider.isStompest()) { // Artemis goes on with the connection
            assertThatThrownBy(() -> first.createConsumer(queue)).isInstanceOf(IllegalStateRuntimeException.class);
            assertThatThrownBy(() -> second.createContext(JMSContext.AUTO_ACKNOWLEDGE))
                    .isInstanceOf(JMSRuntimeException.class);
        }
    }

    // over a context
    @Section("8.7")
    @Test
    void listenerHears() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        context.createConsumer(queue).setMessageListener(message -> heard.add(textOf(message)));
        JMSContext sending = context();
        for (String text : texts("m", 30)) {
            sending.createProducer().send(queue, text);
        }

        await().atMost(SOON).until(() -> heard.size() == 30);
        assertThat(heard).isEqualTo(texts("m", 30));
    }

    @Section({"8.3.1", "8.3.3"})
    @Test
    void contextMakesSubscriptionsOfItsOwn() throws Exception {
        JMSContext context = context();
        context.setClientID("client-" + name());
        Topic topic = context.createTopic(name());
        JMSConsumer plain = context.createConsumer(topic);
        JMSConsumer durable = context.createDurableConsumer(topic, "durable");

        context.createProducer().send(topic, "all");

        assertThat(receiveText(plain)).isEqualTo("all");
        assertThat(receiveText(durable)).isEqualTo("all");
        assertThatThrownBy(() -> context.unsubscribe("durable")).isInstanceOf(JMSRuntimeException.class);
        durable.close();
        context.unsubscribe("durable");
    }

    @Section({"8.3.2", "8.3.4"})
    @Test
    @Lacks(
            broker = BrokerKind.CLASSIC,
            because = "over STOMP there are no shared subscriptions, and its virtual topics have only durable ones",
            instead = "a shared durable subscription to a topic whose name begins with VirtualTopic.")
    void contextMakesSharedSubscriptions() throws Exception {
        JMSContext context = context();
        context.setClientID("client-" + name());
        Topic topic = context.createTopic(name());
        JMSConsumer shared = context.createSharedConsumer(topic, "shared");
        JMSConsumer sharedDurable = context.createSharedDurableConsumer(topic, "sharedDurable");

        context.createProducer().send(topic, "all");

        assertThat(receiveText(shared)).isEqualTo("all");
        assertThat(receiveText(sharedDurable)).isEqualTo("all");
        sharedDurable.close();
        context.unsubscribe("sharedDurable");
    }

    @Section({"8.3.2", "10.3"})
    @Test
    @OnlyOn(BrokerKind.CLASSIC)
    void sharedSubscriptionsThatTheBrokerLacksAreRefused() {
        JMSContext context = context();
        Topic topic = context.createTopic(name());

        assertThatThrownBy(() -> context.createSharedConsumer(topic, "shared"))
                .isInstanceOf(JMSRuntimeException.class)
                .hasMessageContaining("shared subscriptions");
        assertThatThrownBy(() -> context.createSharedDurableConsumer(topic, "sharedDurable"))
                .isInstanceOf(JMSRuntimeException.class)
                .hasMessageContaining("shared subscriptions");
    }

    // the unchecked twins
    @Section("10.3")
    @Test
    void throwsUncheckedExceptions() throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());

        assertThatThrownBy(() -> context.createConsumer(queue, "n >"))
                .isInstanceOf(InvalidSelectorRuntimeException.class);
        assertThatThrownBy(() -> context.createConsumer(null)).isInstanceOf(InvalidDestinationRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().send(null, "x"))
                .isInstanceOf(InvalidDestinationRuntimeException.class);
        assertThatThrownBy(context::commit).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().setPriority(10)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().send(queue, (Message) null))
                .isInstanceOf(MessageFormatRuntimeException.class);
    }

    // over a context
    @Section("6.1.1")
    @Test
    void contextTakesCredentials() throws Exception {
        JMSContext context = track(
                provider.factory().createContext("guest", EmbeddedArtemis.GUEST_PASSWORD, JMSContext.AUTO_ACKNOWLEDGE));
        Queue queue = context.createQueue(name());
        context.createProducer().send(queue, "guest's");
        assertThat(receiveText(context.createConsumer(queue))).isEqualTo("guest's");

        assertThatThrownBy(() -> {
                    JMSContext refused = track(provider.factory().createContext("guest", "wr0ng"));
                    refused.start();
                })
                .isInstanceOf(JMSSecurityRuntimeException.class);
    }

    // modes of a context
    @Section("2.8")
    @ParameterizedTest
    @ValueSource(
            ints = {
                JMSContext.AUTO_ACKNOWLEDGE,
                JMSContext.CLIENT_ACKNOWLEDGE,
                JMSContext.DUPS_OK_ACKNOWLEDGE,
                JMSContext.SESSION_TRANSACTED
            })
    void contextHasTheModeAskedFor(int mode) {
        assertThat(context(mode).getSessionMode()).isEqualTo(mode);
    }
}
