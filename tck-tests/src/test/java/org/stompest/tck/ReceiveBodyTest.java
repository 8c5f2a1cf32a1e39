package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.TestBroker;

/** Bodies received without their messages, and what becomes of a message whose body is not what was asked for. */
@Section("8.6")
class ReceiveBodyTest extends JmsTest {
    /** The three ways to ask. */
    enum Way {
        FOREVER {
            @Override
            <T> T receive(JMSConsumer consumer, Class<T> type) {
                return consumer.receiveBody(type);
            }
        },
        IN_TIME {
            @Override
            <T> T receive(JMSConsumer consumer, Class<T> type) {
                return consumer.receiveBody(type, WAIT);
            }
        },
        AT_ONCE {
            @Override
            <T> T receive(JMSConsumer consumer, Class<T> type) {
                return consumer.receiveBodyNoWait(type);
            }
        };

        abstract <T> T receive(JMSConsumer consumer, Class<T> type);
    }

    /** Messages that have no body to be had, and a type to ask for. */
    enum Bodyless {
        PLAIN(Object.class) {
            @Override
            Message make(JMSContext context) {
                return context.createMessage();
            }
        },
        STREAM(Object.class) {
            @Override
            Message make(JMSContext context) throws JMSException {
                StreamMessage message = context.createStreamMessage();
                message.writeString("value");
                return message;
            }
        },
        TEXT(String.class) {
            @Override
            Message make(JMSContext context) {
                return context.createTextMessage();
            }
        },
        OBJECT(Serializable.class) {
            @Override
            Message make(JMSContext context) {
                return context.createObjectMessage();
            }
        },
        BYTES(byte[].class) {
            @Override
            Message make(JMSContext context) {
                return context.createBytesMessage();
            }
        },
        MAP(Map.class) {
            @Override
            Message make(JMSContext context) {
                return context.createMapMessage();
            }
        },
        OBJECT_OF_CLASS_THAT_IS_NOT_ALLOWED(Serializable.class) {
            @Override
            Message make(JMSContext context) {
                return context.createObjectMessage(URI.create("urn:not-allowed"));
            }
        },
        TEXT_AS_MAP(Map.class) {
            @Override
            Message make(JMSContext context) {
                return context.createTextMessage("text");
            }
        },
        BYTES_AS_TEXT(String.class) {
            @Override
            Message make(JMSContext context) throws JMSException {
                BytesMessage message = context.createBytesMessage();
                message.writeInt(7);
                return message;
            }
        },
        MAP_AS_SUBCLASS(HashMap.class) {
            @Override
            Message make(JMSContext context) throws JMSException {
                var message = context.createMapMessage();
                message.setInt("n", 1);
                return message;
            }
        },
        OBJECT_AS_OTHER(Integer.class) {
            @Override
            Message make(JMSContext context) {
                return context.createObjectMessage("a string");
            }
        };

        final Class<?> type;

        Bodyless(Class<?> type) {
            this.type = type;
        }

        abstract Message make(JMSContext context) throws JMSException;
    }

    private Queue queue;
    private JMSConsumer consumer;

    private JMSContext open(int mode) {
        JMSContext context =
                track(provider.factoryAllowing("java.lang,java.util").createContext(mode));
        queue = context.createQueue(name());
        consumer = context.createConsumer(queue);
        return context;
    }

    private void sendByAnother(Message... messages) {
        try (JMSContext other = provider.factory().createContext()) {
            for (Message message : messages) {
                other.createProducer().send(queue, message);
            }
        }
    }

    private void sendByAnother(JMSContext context, String... texts) {
        sendByAnother(Stream.of(texts).map(context::createTextMessage).toArray(Message[]::new));
    }

    private static String nameOf(Queue queue) {
        try {
            return queue.getQueueName();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call that does not wait is made until the message has come. */
    private void assertRefused(Way way, Class<?> type) {
        soon().until(() -> {
            try {
                assertThat((Object) way.receive(consumer, type)).isNull();
                return false;
            } catch (MessageFormatRuntimeException e) {
                return true;
            }
        });
    }

    private String received(Way way) {
        return soon().until(() -> way.receive(consumer, String.class), text -> text != null);
    }

    private static ConditionFactory soon() {
        return await().atMost(SOON).pollInterval(TestBroker.OFTEN).pollInSameThread();
    }

    private static void assertDelivery(Message message, String text, int count) throws JMSException {
        assertThat(message).isNotNull();
        assertThat(message.getBody(String.class)).isEqualTo(text);
        assertThat(message.getJMSRedelivered()).isEqualTo(count > 1);
        assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(count);
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatCannotBeHadIsRefused(Bodyless bodyless) throws Exception {
        Provider.onlyStompest("Artemis has no list of classes in these tests, and loses the message");
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        sendByAnother(bodyless.make(context), context.createTextMessage("next"));

        assertRefused(Way.IN_TIME, bodyless.type);

        Message again = consumer.receive(WAIT);
        assertThat(again.getJMSRedelivered()).isFalse();
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(receiveText(consumer)).isEqualTo("next");
    }

    @Test
    void bodyIsHadAsEveryTypeThatItIs() throws Exception {
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        for (Class<?> type :
                List.of(String.class, CharSequence.class, Serializable.class, Comparable.class, Object.class)) {
            sendByAnother(context.createTextMessage("text"));
            assertThat((Object) consumer.receiveBody(type, WAIT)).isEqualTo("text");
        }
        JMSProducer producer = context.createProducer();
        for (Class<?> type : List.of(byte[].class, Object.class)) {
            producer.send(queue, new byte[] {1, 2});
            assertThat((byte[]) consumer.receiveBody(type, WAIT)).containsExactly(1, 2);
        }
        for (Class<?> type : List.of(Map.class, Object.class)) {
            producer.send(queue, Map.<String, Object>of("n", 1));
            assertThat((Object) consumer.receiveBody(type, WAIT)).isEqualTo(Map.of("n", 1));
        }
        for (Class<?> type : List.of(Integer.class, Number.class, Serializable.class, Comparable.class, Object.class)) {
            producer.send(queue, (Serializable) 42);
            assertThat((Object) consumer.receiveBody(type, WAIT)).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusedBodyIsAsIfItHadNotBeenAskedFor(Way way) throws Exception {
        Provider.onlyStompest("Artemis loses the message");
        for (int mode : List.of(JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE)) {
            JMSContext context = open(mode);
            sendByAnother(context, "first", "second");

            assertRefused(Way.IN_TIME, Map.class);
            assertRefused(way, Map.class);
            assertRefused(way, byte[].class);

            assertDelivery(consumer.receive(WAIT), "first", 1);
            assertThat(received(way)).isEqualTo("second");
            context.close();
            broker.awaitMessages(nameOf(queue), 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusedBodyCountsAsReceivedUntilTheSessionRecovers(Way way) throws Exception {
        JMSContext context = open(JMSContext.CLIENT_ACKNOWLEDGE);
        sendByAnother(context, "first", "second");

        assertRefused(way, Map.class);
        assertDelivery(consumer.receive(WAIT), "second", 1);
        context.recover();

        assertDelivery(consumer.receive(WAIT), "first", 2);
        assertDelivery(consumer.receive(WAIT), "second", 2);
        context.acknowledge();
        broker.awaitMessages(nameOf(queue), 0);
    }

    @Test
    void refusedBodyIsAcknowledgedWithTheRest() throws Exception {
        JMSContext context = open(JMSContext.CLIENT_ACKNOWLEDGE);
        sendByAnother(context, "first");

        assertRefused(Way.IN_TIME, Map.class);
        context.acknowledge();

        broker.awaitMessages(nameOf(queue), 0);
        context.recover();
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void refusedBodyIsPartOfTheTransaction(Way way) throws Exception {
        JMSContext context = open(JMSContext.SESSION_TRANSACTED);
        sendByAnother(context, "first", "second");

        assertRefused(way, Map.class);
        assertDelivery(consumer.receive(WAIT), "second", 1);
        context.rollback();

        assertDelivery(consumer.receive(WAIT), "first", 2);
        assertDelivery(consumer.receive(WAIT), "second", 2);
        context.commit();
        broker.awaitMessages(nameOf(queue), 0);
    }

    @Test
    void refusedBodyStaysForOthersWhenItsConsumerCloses() throws Exception {
        Provider.onlyStompest("Artemis loses the message");
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        sendByAnother(context, "kept");
        assertRefused(Way.IN_TIME, Map.class);

        consumer.close();

        Message message = context().createConsumer(queue).receive(WAIT);
        assertThat(textOf(message)).isEqualTo("kept");
    }

    @Test
    @Section({"8.6", "3.4.10"})
    void refusedBodyIsNotOvertakenByAHigherPriority() throws Exception {
        Provider.onlyStompest("Artemis loses the message");
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        sendByAnother(context, "refused");
        assertRefused(Way.IN_TIME, Map.class);
        context.createProducer().setPriority(9).send(queue, "urgent");
        Queue after = context.createQueue(name());
        context.createProducer().send(after, "marker");
        assertThat(receiveText(context.createConsumer(after))).isEqualTo("marker");

        assertDelivery(consumer.receive(WAIT), "refused", 1);
        assertDelivery(consumer.receive(WAIT), "urgent", 1);
    }

    @Test
    void refusedBodyGoesToAListenerThatIsSetThen() throws Exception {
        Provider.onlyStompest("Artemis loses the message");
        JMSContext context = open(JMSContext.AUTO_ACKNOWLEDGE);
        sendByAnother(context, "heard");
        assertRefused(Way.IN_TIME, Map.class);
        CompletableFuture<Message> heard = new CompletableFuture<>();

        consumer.setMessageListener(heard::complete);

        assertDelivery(heard.get(WAIT, TimeUnit.MILLISECONDS), "heard", 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void nothingComesInTime(long timeout) {
        open(JMSContext.AUTO_ACKNOWLEDGE);

        assertThat(consumer.receiveBody(String.class, timeout)).isNull();
        assertThat(consumer.receive(timeout)).isNull();
    }

    @Test
    @Section({"8.6", "8.8"})
    void waitingCallReturnsNullWhenTheConsumerIsClosed() throws Exception {
        open(JMSContext.AUTO_ACKNOWLEDGE);
        CompletableFuture<String> received = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                received.complete(consumer.receiveBody(String.class));
            } catch (RuntimeException e) {
                received.completeExceptionally(e);
            }
        });
        waiting.start();
        await().atMost(SOON).until(() -> waiting.getState().name().endsWith("WAITING"));

        consumer.close();

        assertThat(received.get(WAIT, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void bodyIsACopy() throws Exception {
        JMSContext context = open(JMSContext.CLIENT_ACKNOWLEDGE);
        context.createProducer().send(queue, new byte[] {1});
        consumer.receiveBody(byte[].class, WAIT)[0] = 9;
        context.recover();

        assertThat(consumer.receiveBody(byte[].class, WAIT)).containsExactly(1);
    }
}
