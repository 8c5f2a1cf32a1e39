package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** The life of contexts: how siblings share a connection, when it starts, stops and closes, and what each mode allows. */
class ContextTest extends JmsTest {
    private static final int TRANSACTED = JMSContext.SESSION_TRANSACTED;
    private static final int AUTO = JMSContext.AUTO_ACKNOWLEDGE;
    private static final int CLIENT = JMSContext.CLIENT_ACKNOWLEDGE;
    private static final int DUPS_OK = JMSContext.DUPS_OK_ACKNOWLEDGE;

    private void sendByAnother(Queue queue, String... texts) {
        try (JMSContext other = provider.factory().createContext()) {
            for (String text : texts) {
                other.createProducer().send(queue, text);
            }
        }
    }

    // ---- modes

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 99, Integer.MAX_VALUE, Integer.MIN_VALUE})
    @Section("6.2.10")
    void modeThatIsNoneIsRefused(int mode) {
        JMSContext context = context();

        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> context(mode));
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> context.createContext(mode));
        assertThat(context.getSessionMode()).isEqualTo(AUTO);
    }

    @ParameterizedTest
    @ValueSource(ints = {AUTO, CLIENT, DUPS_OK})
    @Section("6.2.7")
    void contextThatIsNotTransactedHasNoTransaction(int mode) {
        JMSContext context = context(mode);

        assertThat(context.getTransacted()).isFalse();
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(context::commit);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(context::rollback);
        context.recover();
    }

    @Test
    @Section("6.2.10")
    void transactedContextDoesNotRecover() {
        JMSContext context = context(TRANSACTED);

        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(context::recover);
        context.commit();
        context.rollback();
    }

    @Test
    @Section("6.2.10")
    void acknowledgeOfATransactedContextHasNoEffect() throws Exception {
        JMSContext context = context(TRANSACTED);
        Queue queue = context.createQueue(name());
        sendByAnother(queue, "kept");
        JMSConsumer consumer = context.createConsumer(queue);
        Message first = consumer.receive(WAIT);

        context.acknowledge();
        first.acknowledge();
        context.rollback();

        assertThat(receiveText(consumer)).isEqualTo("kept");
        context.commit();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {AUTO, DUPS_OK})
    @Section("6.2.10")
    void acknowledgeAndRecoverHaveNoEffectWhereTheContextAcknowledges(int mode) throws Exception {
        JMSContext context = context(mode);
        Queue queue = context.createQueue(name());
        sendByAnother(queue, "one", "two");
        JMSConsumer consumer = context.createConsumer(queue);
        context.acknowledge();
        assertThat(receiveText(consumer)).isEqualTo("one");

        context.acknowledge();
        context.recover();

        Message second = consumer.receive(WAIT);
        assertThat(textOf(second)).isEqualTo("two");
        second.acknowledge();
        context.close();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    @Section({"6.2.10", "8.8"})
    void acknowledgeCoversWhatClosedConsumersReceived() throws Exception {
        JMSContext context = context(CLIENT);
        List<Queue> queues = List.of(context.createQueue(name()), context.createQueue(name()));
        for (Queue queue : queues) {
            sendByAnother(queue, "received", "left");
            JMSConsumer consumer = context.createConsumer(queue);
            assertThat(receiveText(consumer)).isEqualTo("received");
            consumer.close();
        }

        context.acknowledge();

        for (Queue queue : queues) {
            broker.awaitMessages(queue.getQueueName(), 1);
            assertThat(receiveText(context.createConsumer(queue))).isEqualTo("left");
        }
    }

    @Test
    @Section({"6.2.10", "6.2.13"})
    void acknowledgeFromTheListener() throws Exception {
        JMSContext context = context(CLIENT);
        Queue queue = context.createQueue(name());
        CountDownLatch heard = new CountDownLatch(5);
        context.createConsumer(queue).setMessageListener(message -> {
            context.acknowledge();
            heard.countDown();
        });
        sendByAnother(queue, "1", "2", "3", "4", "5");

        assertThat(heard.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    // ---- starting and stopping

    @Test
    @Section({"6.1.4", "8.4"})
    void consumerOfOneContextStartsThemAll() {
        JMSContext first = context();
        JMSContext second = track(first.createContext(AUTO));
        first.setAutoStart(false);
        assertThat(first.getAutoStart()).isFalse();
        assertThat(second.getAutoStart()).isTrue();
        Queue queue = first.createQueue(name());
        JMSConsumer waiting = first.createConsumer(queue);
        sendByAnother(queue, "waits");
        assertThat(waiting.receive(NOTHING)).isNull();

        second.createConsumer(second.createQueue(name()));

        assertThat(receiveText(waiting)).isEqualTo("waits");
    }

    @Test
    @Section("6.1.5")
    void oneContextStopsAndStartsThemAll() {
        JMSContext first = context();
        JMSContext second = track(first.createContext(AUTO));
        Queue queue = first.createQueue(name());
        JMSConsumer consumer = first.createConsumer(queue);
        second.stop();
        second.stop();
        second.createProducer().send(queue, "sent while stopped");
        assertThat(consumer.receive(NOTHING)).isNull();

        second.start();
        second.start();

        assertThat(receiveText(consumer)).isEqualTo("sent while stopped");
    }

    @Test
    @Section("6.1.5")
    void stoppedContextStartsWithItsNextConsumer() {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        JMSConsumer consumer = context.createConsumer(queue);
        context.stop();
        sendByAnother(queue, "waits");
        assertThat(consumer.receive(NOTHING)).isNull();

        context.createConsumer(context.createQueue(name()));

        assertThat(receiveText(consumer)).isEqualTo("waits");
    }

    /** What a listener must not do to its own context, or may do with the same effect. */
    enum FromListener {
        STOP {
            @Override
            void end(JMSContext context) {
                context.stop();
            }
        },
        CLOSE {
            @Override
            void end(JMSContext context) {
                context.close();
            }
        };

        abstract void end(JMSContext context);
    }

    @ParameterizedTest
    @EnumSource
    @Section({"6.1.5", "6.1.8"})
    void listenerThatEndsItsOwnContextIsRefusedAndItsMessageIsAcknowledged(FromListener what) throws Exception {
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        CompletableFuture<RuntimeException> outcome = new CompletableFuture<>();
        context.createConsumer(queue).setMessageListener(message -> {
            try {
                what.end(context);
                outcome.complete(null);
            } catch (RuntimeException e) {
                outcome.complete(e);
            }
        });

        sendByAnother(queue, "heard");

        RuntimeException thrown = outcome.get(WAIT, TimeUnit.MILLISECONDS);
        if (Provider.isStompest() || thrown != null) {
            assertThat(thrown).isInstanceOf(IllegalStateRuntimeException.class);
            assertThat(context.getAutoStart()).isTrue();
        }
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    @Section({"8.7", "8.8"})
    void listenerMayCloseItsConsumerAndIsKnownUntilThen() throws Exception {
        Provider.onlyStompest("Artemis does not acknowledge the message");
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        JMSConsumer consumer = context.createConsumer(queue);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        MessageListener listener = message -> {
            try {
                consumer.close();
                closed.complete(null);
            } catch (RuntimeException e) {
                closed.completeExceptionally(e);
            }
        };
        assertThat(consumer.getMessageListener()).isNull();
        consumer.setMessageListener(listener);
        assertThat(consumer.getMessageListener()).isSameAs(listener);

        sendByAnother(queue, "heard", "left");

        closed.get(WAIT, TimeUnit.MILLISECONDS);
        broker.awaitMessages(queue.getQueueName(), 1);
        assertThat(receiveText(context.createConsumer(queue))).isEqualTo("left");
    }

    @Test
    @Section("6.1.8")
    void listenerMayCloseASibling() throws Exception {
        Provider.onlyStompest("Artemis forbids that too");
        JMSContext context = context();
        JMSContext sibling = track(context.createContext(AUTO));
        sibling.createConsumer(sibling.createQueue(name()));
        Queue queue = context.createQueue(name());
        CompletableFuture<Void> closed = new CompletableFuture<>();
        context.createConsumer(queue).setMessageListener(message -> {
            try {
                sibling.close();
                closed.complete(null);
            } catch (RuntimeException e) {
                closed.completeExceptionally(e);
            }
        });

        sendByAnother(queue, "close it");

        closed.get(WAIT, TimeUnit.MILLISECONDS);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(sibling::createMessage);
        context.createMessage();
    }

    // ---- closing

    @Test
    @Section("6.1.8")
    void closeWaitsForTheListenerWhichHasAllServices() throws Exception {
        Provider.onlyStompest("Artemis takes the services away from the listener");
        JMSContext context = context();
        Queue queue = context.createQueue(name());
        Queue out = context.createQueue(name());
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        context.createConsumer(queue).setMessageListener(message -> {
            running.countDown();
            awaitQuietly(mayEnd);
            context.createProducer().send(out, context.createTextMessage("still at work"));
        });
        sendByAnother(queue, "one");
        assertThat(running.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
        assertThatThrownBy(() -> closed.get(NOTHING, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        closed.get(WAIT, TimeUnit.MILLISECONDS);

        assertThat(receiveText(context().createConsumer(out))).isEqualTo("still at work");
        broker.awaitMessages(queue.getQueueName(), 0);
    }

    @Test
    @Section("6.1.8")
    void closeEndsAWaitingReceive() throws Exception {
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(context.createQueue(name()));
        CompletableFuture<Message> received = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                received.complete(consumer.receive());
            } catch (RuntimeException e) {
                received.completeExceptionally(e);
            }
        });
        waiting.start();
        await().atMost(SOON).until(() -> waiting.getState().name().endsWith("WAITING"));

        context.close();

        assertThat(received.get(WAIT, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    @Section("6.1.8")
    void closeRollsBack() throws Exception {
        JMSContext context = context(TRANSACTED);
        Queue queue = context.createQueue(name());
        sendByAnother(queue, "taken");
        assertThat(receiveText(context.createConsumer(queue))).isEqualTo("taken");
        context.createProducer().send(queue, "never sent");

        context.close();

        JMSConsumer consumer = context().createConsumer(queue);
        assertComesAgain(consumer.receive(WAIT), "taken");
        sendByAnother(queue, "marker");
        assertThat(receiveText(consumer)).isEqualTo("marker");
    }

    @Test
    @Section("6.1.8")
    void closeAcknowledgesNothing() throws Exception {
        JMSContext context = context(CLIENT);
        Queue queue = context.createQueue(name());
        sendByAnother(queue, "taken");
        Message taken = context.createConsumer(queue).receive(WAIT);

        context.close();

        assertThat(textOf(taken)).isEqualTo("taken");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(taken::acknowledge);
        assertComesAgain(context().createConsumer(queue).receive(WAIT), "taken");
    }

    private static void assertComesAgain(Message message, String text) throws JMSException {
        assertThat(textOf(message)).isEqualTo(text);
        assertThat(message.getJMSRedelivered()).isTrue();
        assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
    }

    @Test
    @Section({"6.1.8", "6.2.2"})
    void temporaryQueueLivesAsLongAsAnyContextOfItsConnection() {
        JMSContext first = context();
        JMSContext second = track(first.createContext(AUTO));
        TemporaryQueue temporary = first.createTemporaryQueue();

        first.close();

        second.createProducer().send(temporary, "alive");
        assertThat(receiveText(second.createConsumer(temporary))).isEqualTo("alive");
    }

    @Test
    @Section("6.1.8")
    void contextIsClosedByItsBlock() {
        JMSContext outside;
        JMSConsumer consumer;
        try (JMSContext context = provider.factory().createContext()) {
            outside = context;
            consumer = context.createConsumer(context.createQueue(name()));
        }
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(outside::createMessage);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(consumer::receiveNoWait);
        outside.close();
        consumer.close();
    }

    @Test
    @Section({"6.1.8", "6.2.6"})
    void siblingsAreMadeAndClosedByManyThreads() throws Exception {
        JMSContext first = context();
        Queue queue = first.createQueue(name());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                try (JMSContext own = first.createContext(TRANSACTED)) {
                    own.createProducer().send(queue, "x");
                    own.commit();
                }
            }));
        }
        for (CompletableFuture<Void> each : all) {
            each.get(WAIT, TimeUnit.MILLISECONDS);
        }

        JMSConsumer consumer = first.createConsumer(queue);
        for (int i = 0; i < all.size(); i++) {
            assertThat(receiveText(consumer)).isEqualTo("x");
        }
    }

    // ---- the connection behind it

    @Test
    @Section({"6.1.6", "6.1.7"})
    void siblingsShareExceptionListenerMetaDataAndClientId() throws JMSException {
        JMSContext first = context();
        String id = "client-" + name();
        first.setClientID(id);
        ExceptionListener listener = exception -> {};
        JMSContext second = track(first.createContext(CLIENT));

        assertThat(first.getExceptionListener()).isNull();
        first.setExceptionListener(listener);

        assertThat(second.getExceptionListener()).isSameAs(listener);
        assertThat(second.getClientID()).isEqualTo(id);
        assertThat(second.getMetaData().getJMSVersion())
                .isEqualTo(first.getMetaData().getJMSVersion());
        second.setExceptionListener(null);
        assertThat(first.getExceptionListener()).isNull();
    }

    @Test
    @Section("6.1.2")
    void clientIdComesFirstOrNever() {
        Provider.onlyStompest("Artemis takes one after other actions");
        List<Consumer<JMSContext>> uses = List.of(
                JMSContext::createMessage,
                JMSContext::createProducer,
                JMSContext::start,
                JMSContext::stop,
                JMSContext::createTemporaryQueue,
                context -> context.setClientID("client-" + name()),
                context -> context.createConsumer(context.createQueue(name())),
                context -> context.createContext(AUTO).close());
        for (Consumer<JMSContext> use : uses) {
            JMSContext context = context();
            use.accept(context);
            assertThatExceptionOfType(IllegalStateRuntimeException.class)
                    .isThrownBy(() -> context.setClientID("client-" + name()));
        }
    }

    @Test
    @Section("6.1.2")
    void clientIdOfTheFactoryIsNotChanged() {
        String id = "client-" + name();
        JMSContext context = track(provider.factoryWithClientId(id).createContext());

        assertThat(context.getClientID()).isEqualTo(id);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(() -> context.setClientID("other"));
    }

    @Test
    @Section("6.1.2")
    void clientIdThatIsUsedOrEmptyIsInvalid() {
        Provider.onlyStompest("Artemis takes an empty one");
        String id = "client-" + name();
        JMSContext first = context();
        first.setClientID(id);
        JMSContext second = context();

        assertThatExceptionOfType(InvalidClientIDRuntimeException.class).isThrownBy(() -> second.setClientID(id));
        assertThatExceptionOfType(InvalidClientIDRuntimeException.class)
                .isThrownBy(() -> context().setClientID(""));
        assertThatExceptionOfType(InvalidClientIDRuntimeException.class)
                .isThrownBy(() -> track(provider.factoryWithClientId(id).createContext()));
        first.close();
        second.setClientID(id);
        assertThat(second.getClientID()).isEqualTo(id);
    }

    @Test
    @Section("3.8.1")
    void emptySelectorIsNone() throws JMSException {
        JMSContext context = context();
        Queue queue = context.createQueue(name());

        assertThat(context.createConsumer(queue, "").getMessageSelector()).isNull();
        assertThat(context.createConsumer(queue, null).getMessageSelector()).isNull();
        assertThat(context.createConsumer(queue, "n = 1").getMessageSelector()).isEqualTo("n = 1");
        assertThat(context.createBrowser(queue, "").getMessageSelector()).isNull();
        assertThat(context.createBrowser(queue, "n = 1").getMessageSelector()).isEqualTo("n = 1");
    }
}
