package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** What a producer of the simplified API puts on messages: options, properties, headers and bodies. */
@Section("7.1")
class JmsProducerTest extends JmsTest {
    private JMSContext context;
    private Queue queue;
    private JMSConsumer consumer;
    private JMSProducer producer;

    @BeforeEach
    void open() {
        context = context();
        queue = context.createQueue(name());
        consumer = context.createConsumer(queue);
        producer = context.createProducer();
    }

    private Message next() {
        Message message = consumer.receive(WAIT);
        assertThat(message).as("message").isNotNull();
        return message;
    }

    // ---- properties

    private JMSProducer withAllProperties() {
        return producer.setProperty("boolean", true)
                .setProperty("byte", (byte) -1)
                .setProperty("short", (short) -2)
                .setProperty("int", -3)
                .setProperty("long", 1L << 60)
                .setProperty("float", 1.5f)
                .setProperty("double", 0.1)
                .setProperty("string", "grün")
                .setProperty("object", (Object) 7L)
                .setProperty("nothing", (String) null);
    }

    private static Map<String, Object> allProperties() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("boolean", true);
        all.put("byte", (byte) -1);
        all.put("short", (short) -2);
        all.put("int", -3);
        all.put("long", 1L << 60);
        all.put("float", 1.5f);
        all.put("double", 0.1);
        all.put("string", "grün");
        all.put("object", 7L);
        all.put("nothing", null);
        return all;
    }

    @Test
    @Section("7.5")
    void propertiesOfEveryTypeGoWithEveryKindOfBody() throws Exception {
        withAllProperties()
                .send(queue, "text")
                .send(queue, new byte[] {1})
                .send(queue, Map.<String, Object>of("n", 1))
                .send(queue, (Serializable) "object")
                .send(queue, context.createMessage());

        for (int i = 0; i < 5; i++) {
            Message received = next();
            for (Map.Entry<String, Object> property : allProperties().entrySet()) {
                assertThat(received.getObjectProperty(property.getKey()))
                        .as(property.getKey())
                        .isEqualTo(property.getValue());
            }
            assertThat(received.propertyExists("nothing")).isTrue();
        }
    }

    @Test
    @Section("7.5")
    void propertiesOfTheProducerReplaceThoseOfTheMessage() throws Exception {
        Message message = context.createMessage();
        message.setStringProperty("both", "of the message");
        message.setIntProperty("own", 1);

        producer.setProperty("both", 2L).send(queue, message);

        Message received = next();
        assertThat(received.getObjectProperty("both")).isEqualTo(2L);
        assertThat(received.getObjectProperty("own")).isEqualTo(1);
    }

    @Test
    @Section("7.5")
    void propertiesAreConvertedWhenTheyAreAskedFor() {
        withAllProperties().setProperty("digits", "12");

        assertThat(producer.getBooleanProperty("boolean")).isTrue();
        assertThat(producer.getStringProperty("boolean")).isEqualTo("true");
        assertThat(producer.getShortProperty("byte")).isEqualTo((short) -1);
        assertThat(producer.getLongProperty("int")).isEqualTo(-3);
        assertThat(producer.getDoubleProperty("float")).isEqualTo(1.5);
        assertThat(producer.getByteProperty("digits")).isEqualTo((byte) 12);
        assertThat(producer.getIntProperty("digits")).isEqualTo(12);
        assertThat(producer.getFloatProperty("digits")).isEqualTo(12f);
        assertThat(producer.getObjectProperty("object")).isEqualTo(7L);
        assertThat(producer.getStringProperty("missing")).isNull();
        assertThat(producer.getObjectProperty("missing")).isNull();
        assertThat(producer.getBooleanProperty("missing")).isFalse();
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.getIntProperty("long"));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.getBooleanProperty("int"));
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> producer.getIntProperty("string"));
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> producer.getIntProperty("missing"));
    }

    @Test
    @Section("7.5")
    void namesAreAViewThatCannotBeChanged() {
        Provider.onlyStompest("Artemis gives a copy");
        Set<String> names = producer.getPropertyNames();
        assertThat(names).isEmpty();

        withAllProperties().setJMSType("no property");

        assertThat(names).containsExactlyInAnyOrderElementsOf(allProperties().keySet());
        Iterator<String> iterator = names.iterator();
        iterator.next();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> names.remove("int"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> names.add("more"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(names::clear);
        assertThat(producer.propertyExists("int")).isTrue();
        producer.clearProperties();
        assertThat(names).isEmpty();
        assertThat(producer.propertyExists("int")).isFalse();
    }

    @Test
    @Section("7.5")
    void whatIsNoPropertyIsRefused() {
        Provider.onlyStompest("Artemis takes bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> producer.setProperty("", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> producer.setProperty(null, "x"));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.setProperty("list", List.of()));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.setProperty("bytes", new byte[1]));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.setProperty("char", (Object) 'c'));
        assertThat(producer.getPropertyNames()).isEmpty();
    }

    @Test
    @Section("3.10")
    void receivedMessageTakesNoPropertiesUntilTheyAreCleared() throws Exception {
        producer.setProperty("n", 1).send(queue, "forwarded");
        Message received = next();

        assertThatExceptionOfType(MessageNotWriteableRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, received));

        context.createProducer().setJMSType("again").send(queue, received);
        Message again = next();
        assertThat(textOf(again)).isEqualTo("forwarded");
        assertThat(again.getIntProperty("n")).isEqualTo(1);
        assertThat(again.getJMSType()).isEqualTo("again");
        received.clearProperties();
        producer.setProperty("n", 2).send(queue, received);
        assertThat(next().getIntProperty("n")).isEqualTo(2);
    }

    // ---- headers

    @Test
    @Section("7.6")
    void headersOfTheProducerReplaceThoseOfTheMessage() throws Exception {
        Queue replies = context.createQueue(name());
        Message message = context.createMessage();
        message.setJMSCorrelationID("of the message");
        message.setJMSType("of the message");
        message.setJMSReplyTo(queue);

        producer.send(queue, message);
        Message unchanged = next();
        assertThat(unchanged.getJMSCorrelationID()).isEqualTo("of the message");
        assertThat(unchanged.getJMSType()).isEqualTo("of the message");
        assertThat(unchanged.getJMSReplyTo()).isEqualTo(queue);

        producer.setJMSCorrelationID("c").setJMSType("t").setJMSReplyTo(replies).send(queue, message);
        Message changed = next();
        assertThat(changed.getJMSCorrelationID()).isEqualTo("c");
        assertThat(changed.getJMSType()).isEqualTo("t");
        assertThat(changed.getJMSReplyTo()).isEqualTo(replies);
        assertThat(producer.getJMSCorrelationID()).isEqualTo("c");
        assertThat(producer.getJMSType()).isEqualTo("t");
        assertThat(producer.getJMSReplyTo()).isEqualTo(replies);
    }

    @Test
    @Section("7.6")
    void correlationIdOfBytesIsCopiedAndArrives() throws Exception {
        Provider.onlyStompest("Artemis sends the bytes that were set before");
        byte[] id = {(byte) 0xfe, 0, 1};
        producer.setJMSCorrelationIDAsBytes(id);
        id[0] = 9;
        producer.getJMSCorrelationIDAsBytes()[1] = 9;

        producer.send(queue, "x");

        assertThat(next().getJMSCorrelationIDAsBytes()).containsExactly(0xfe, 0, 1);
        producer.setJMSCorrelationID("text instead").send(queue, "y");
        assertThat(next().getJMSCorrelationID()).isEqualTo("text instead");
    }

    // ---- options

    @Test
    @Section("7.4")
    void freshProducerHasTheDefaults() {
        assertThat(producer.getDeliveryMode()).isEqualTo(Message.DEFAULT_DELIVERY_MODE);
        assertThat(producer.getPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
        assertThat(producer.getTimeToLive()).isEqualTo(Message.DEFAULT_TIME_TO_LIVE);
        assertThat(producer.getDeliveryDelay()).isEqualTo(Message.DEFAULT_DELIVERY_DELAY);
        assertThat(producer.getDisableMessageID()).isFalse();
        assertThat(producer.getDisableMessageTimestamp()).isFalse();
        assertThat(producer.getAsync()).isNull();
        assertThat(producer.getPropertyNames()).isEmpty();
        assertThat(producer.getJMSCorrelationID()).isNull();
        assertThat(producer.getJMSCorrelationIDAsBytes()).isNull();
        assertThat(producer.getJMSType()).isNull();
        assertThat(producer.getJMSReplyTo()).isNull();
    }

    @Test
    @Section({"7.4", "7.7", "7.8"})
    void optionsCountForEveryMessage() throws Exception {
        Provider.onlyStompest("Artemis does not count the time to live from the timestamp");
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT).setPriority(8).setTimeToLive(60_000);
        producer.send(queue, "a").send(queue, context.createMessage());

        for (int i = 0; i < 2; i++) {
            Message received = next();
            assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(received.getJMSPriority()).isEqualTo(8);
            assertThat(received.getJMSExpiration()).isEqualTo(received.getJMSTimestamp() + 60_000);
        }
        context.createProducer().send(queue, "b");
        Message other = next();
        assertThat(other.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(other.getJMSPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
        assertThat(other.getJMSExpiration()).isZero();
    }

    @Test
    @Section("7.9")
    void deliveryDelayIsKept() throws Exception {
        Provider.onlyStompest("Artemis does not count the delay from the timestamp");
        producer.setDeliveryDelay(400).send(queue, "later");
        context.createProducer().send(queue, "now");

        assertThat(textOf(next())).isEqualTo("now");
        Message later = next();
        assertThat(textOf(later)).isEqualTo("later");
        assertThat(later.getJMSDeliveryTime()).isEqualTo(later.getJMSTimestamp() + 400);
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(later.getJMSDeliveryTime());
    }

    @Test
    @Section({"3.4.3", "3.4.4"})
    void idAndTimestampMayBeLeftOut() throws Exception {
        producer.setDisableMessageID(true).setDisableMessageTimestamp(true);
        TextMessage message = context.createTextMessage("x");
        producer.send(queue, message);

        assertThat(producer.getDisableMessageID()).isTrue();
        assertThat(producer.getDisableMessageTimestamp()).isTrue();
        Message received = next();
        assertThat(received.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(received.getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
        producer.setDisableMessageID(false).setDisableMessageTimestamp(false).send(queue, "y");
        Message full = next();
        assertThat(full.getJMSMessageID()).startsWith("ID:");
        assertThat(full.getJMSTimestamp()).isPositive();
    }

    @Test
    @Section("7.4")
    void optionThatCannotBeIsRefusedAndTheOldOneStays() {
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT).setPriority(0).setTimeToLive(5);
        for (int mode : List.of(0, 3, -1)) {
            assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> producer.setDeliveryMode(mode));
        }
        for (int priority : List.of(-1, 10)) {
            assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> producer.setPriority(priority));
        }
        if (Provider.isStompest()) { // Artemis takes them
            assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> producer.setTimeToLive(-1));
            assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> producer.setDeliveryDelay(-1));
        }
        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(producer.getPriority()).isZero();
        assertThat(producer.getTimeToLive()).isEqualTo(5);
        assertThat(producer.getDeliveryDelay()).isZero();
    }

    @Test
    @Section("7.10")
    void everySetterReturnsTheProducer() throws Exception {
        for (var method : JMSProducer.class.getMethods()) {
            boolean chains = method.getReturnType() == JMSProducer.class;
            assertThat(chains).as(method.toString()).isEqualTo(method.getName().matches("send|set.*|clear.*"));
        }
        CompletionListener listener = null;

        assertThat(withAllProperties()
                        .clearProperties()
                        .setAsync(listener)
                        .setDeliveryMode(DeliveryMode.PERSISTENT)
                        .setPriority(1)
                        .setTimeToLive(0)
                        .setDeliveryDelay(0)
                        .setDisableMessageID(false)
                        .setDisableMessageTimestamp(false)
                        .setJMSCorrelationID("c")
                        .setJMSCorrelationIDAsBytes(new byte[1])
                        .setJMSType("t")
                        .setJMSReplyTo(queue)
                        .send(queue, "a")
                        .send(queue, new byte[1])
                        .send(queue, Map.<String, Object>of())
                        .send(queue, (Serializable) 1)
                        .send(queue, context.createMessage()))
                .isSameAs(producer);
    }

    // ---- bodies

    @Test
    @Section("7.2")
    void nullIsAMessageOfItsKindWithoutABody() throws Exception {
        Provider.onlyStompest("Artemis sends four bytes for none");
        producer.send(queue, (String) null)
                .send(queue, (byte[]) null)
                .send(queue, (Map<String, Object>) null)
                .send(queue, (Serializable) null);

        assertThat(((TextMessage) next()).getText()).isNull();
        assertThat(((BytesMessage) next()).getBodyLength()).isZero();
        assertThat(((MapMessage) next()).getMapNames().hasMoreElements()).isFalse();
        assertThat(((ObjectMessage) next()).getObject()).isNull();
    }

    @Test
    @Section({"7.2", "3.11.3"})
    void mapTakesWhatAMapMessageTakes() throws Exception {
        Map<String, Object> body = new HashMap<>(allProperties());
        body.put("char", 'c');
        body.put("bytes", new byte[] {1, 2});

        producer.send(queue, body);
        body.put("int", "changed afterwards");

        MapMessage received = (MapMessage) next();
        assertThat(list(received.getMapNames())).hasSize(body.size());
        assertThat(received.getObject("int")).isEqualTo(-3);
        assertThat(received.getObject("char")).isEqualTo('c');
        assertThat(received.getBytes("bytes")).containsExactly(1, 2);
        assertThat(received.itemExists("nothing")).isTrue();
        assertThat(received.getObject("nothing")).isNull();
    }

    @Test
    @Section("7.2")
    void mapWithWhatAMapMessageDoesNotTakeIsNotSent() {
        Provider.onlyStompest("Artemis throws what its maps throw for a name");
        for (Object value : List.of(new ArrayList<>(), new int[0], this)) {
            assertNotSent(Map.of("value", value));
        }
        Map<Object, Object> noName = new HashMap<>();
        noName.put(null, 1);
        assertNotSent(noName);
        assertNotSent(Map.of("", 1));
        assertNotSent(Map.of(1, 1));
        producer.send(queue, "only this");
        assertThat(textOf(next())).isEqualTo("only this");
    }

    @SuppressWarnings("unchecked")
    private void assertNotSent(Map<?, ?> body) {
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, (Map<String, Object>) body));
    }

    @Test
    @Section("7.2")
    void objectThatCannotBeSerializedIsNotSent() {
        Provider.onlyStompest("Artemis throws another exception");
        ArrayList<Object> body = new ArrayList<>(List.of(new Object()));

        assertThatExceptionOfType(MessageFormatRuntimeException.class).isThrownBy(() -> producer.send(queue, body));
        producer.send(queue, "only this");
        assertThat(textOf(next())).isEqualTo("only this");
    }

    @Test
    void bytesAreCopied() throws Exception {
        byte[] body = {1, 2, 3};
        producer.setAsync(new Done()).send(queue, body);
        Arrays.fill(body, (byte) 9);

        assertThat(next().getBody(byte[].class)).containsExactly(1, 2, 3);
    }

    // ---- destinations

    @Test
    void destinationsThatCannotBeSentToAreRefused() throws Exception {
        Provider.onlyStompest("Artemis makes a deleted temporary queue anew");
        TemporaryQueue temporary = context.createTemporaryQueue();
        producer.send(temporary, "while it lives");
        temporary.delete();
        Destination neither = new Destination() {};

        for (Destination destination : Arrays.asList(null, temporary, neither)) {
            assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                    .isThrownBy(() -> producer.send(destination, "text"));
            assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                    .isThrownBy(() -> producer.send(destination, context.createMessage()));
        }
    }

    // ---- asynchronously

    /** The message that was sent, or why not. */
    private static final class Done extends CompletableFuture<Message> implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            complete(message);
        }

        @Override
        public void onException(Message message, Exception exception) {
            completeExceptionally(exception);
        }
    }

    @Test
    @Section({"7.3.1", "7.3.6"})
    void asynchronousSendsOfEveryBodyComplete() throws Exception {
        List<Runnable> sends = List.of(
                () -> producer.send(queue, "text"),
                () -> producer.send(queue, new byte[] {1}),
                () -> producer.send(queue, Map.<String, Object>of("n", 1)),
                () -> producer.send(queue, (Serializable) 1),
                () -> producer.send(queue, context.createMessage()));
        for (Runnable send : sends) {
            Done done = new Done();
            assertThat(producer.setAsync(done).getAsync()).isSameAs(done);
            send.run();
            Message sent = done.get(WAIT, TimeUnit.MILLISECONDS);
            assertThat(next().getJMSMessageID())
                    .isEqualTo(sent.getJMSMessageID())
                    .startsWith("ID:");
        }
    }

    @Test
    @Section("7.3")
    void withoutAListenerSendsAreSynchronousAgain() throws Exception {
        Done done = new Done();
        producer.setAsync(done).setAsync(null).send(queue, "synchronous");

        assertThat(producer.getAsync()).isNull();
        assertThat(textOf(next())).isEqualTo("synchronous");
        assertThat(done).isNotDone();
    }

    @Test
    @Section("7.3.2")
    void sendThatCannotBeBegunThrowsAndTellsNobody() {
        Done done = new Done();
        producer.setAsync(done);

        assertThatExceptionOfType(InvalidDestinationRuntimeException.class).isThrownBy(() -> producer.send(null, "x"));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, (Message) null));
        producer.send(queue, "marker");
        assertThat(done.join()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "commit", "rollback"})
    @Section("7.3.4")
    void endOfTheContextWaitsForCompletions(String what) throws Exception {
        JMSContext transacted = context(JMSContext.SESSION_TRANSACTED);
        CountDownLatch mayReturn = new CountDownLatch(1);
        AtomicInteger returned = new AtomicInteger();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                awaitQuietly(mayReturn);
                returned.incrementAndGet();
            }

            @Override
            public void onException(Message message, Exception exception) {
                onCompletion(message);
            }
        };
        JMSProducer sending = transacted.createProducer().setAsync(listener);
        for (String text : texts("m", 5)) {
            sending.send(queue, text);
        }

        CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> {
            end(transacted, what);
            return returned.get();
        });
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> ended.get(NOTHING, TimeUnit.MILLISECONDS));
        mayReturn.countDown();

        assertThat(ended.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo(5);
        producer.send(queue, "marker");
        if (what.equals("commit")) {
            for (String text : texts("m", 5)) {
                assertThat(textOf(next())).isEqualTo(text);
            }
        }
        assertThat(textOf(next())).isEqualTo("marker");
    }

    private static void end(JMSContext context, String what) {
        switch (what) {
            case "close" -> context.close();
            case "commit" -> context.commit();
            default -> context.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "commit", "rollback"})
    @Section("7.3.4")
    void completionListenerMustNotEndItsOwnContext(String what) throws Exception {
        JMSContext transacted = context(JMSContext.SESSION_TRANSACTED);
        CompletableFuture<Exception> thrown = new CompletableFuture<>();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                try {
                    end(transacted, what);
                    thrown.complete(null);
                } catch (JMSRuntimeException e) {
                    thrown.complete(e);
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                thrown.completeExceptionally(exception);
            }
        };

        transacted.createProducer().setAsync(listener).send(queue, "in the transaction");

        assertThat(thrown.get(WAIT, TimeUnit.MILLISECONDS)).isInstanceOf(IllegalStateRuntimeException.class);
        transacted.commit();
        assertThat(textOf(next())).isEqualTo("in the transaction");
    }

    @Test
    void messageIsTheOneThatWasGiven() throws JMSException {
        TextMessage message = context.createTextMessage("sent twice");
        producer.setProperty("n", 1).setJMSType("t").send(queue, message);
        String first = message.getJMSMessageID();
        assertThat(message.getJMSDestination()).isEqualTo(queue);
        assertThat(message.getJMSType()).isEqualTo("t");
        assertThat(message.getIntProperty("n")).isEqualTo(1);

        producer.setProperty("n", 2).send(queue, message);

        assertThat(message.getJMSMessageID()).isNotEqualTo(first);
        assertThat(next().getIntProperty("n")).isEqualTo(1);
        assertThat(next().getIntProperty("n")).isEqualTo(2);
    }
}
