package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stompest.wire.client.AsyncClients.QUICK;
import static org.stompest.wire.client.AsyncClients.get;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.VirtualThreads;
import org.stompest.wire.frame.StompHeaders;

/** On which threads an asynchronous client runs what is not its own. */
@ResourceLock("Flight Recorder") // recordings that begin and end beside each other may miss events
class AsyncThreadsTest {
    private static final StompHeaders AUTO = StompHeaders.of("ack", "auto");

    @Test
    void handlersRunOnDaemonThreadsOfTheClientThatEndWhenTheyAreIdle() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            script(broker, 20);
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            handleAndSend(broker, QUICK, 20, () -> threads.add(Thread.currentThread()));
            assertThat(threads)
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon)
                    .allMatch(thread -> thread.getName().startsWith("stomp-client tcp://127.0.0.1:"));
            await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        }
    }

    @Test
    void handlersRunOnTheExecutorOfTheApplicationAndMayUseItUp() {
        ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(task, "application"));
        try (ScriptedBroker broker = new ScriptedBroker()) {
            script(broker, 20);
            Set<String> names = ConcurrentHashMap.newKeySet();
            handleAndSend(
                    broker,
                    QUICK.withExecutor(executor),
                    20,
                    () -> names.add(Thread.currentThread().getName()));
            assertThat(names).containsExactly("application");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anExecutorThatRefusesIsReplaced() {
        Executor refusing = task -> {
            throw new RejectedExecutionException("closed");
        };
        try (ScriptedBroker broker = new ScriptedBroker()) {
            script(broker, 20);
            handleAndSend(broker, QUICK.withExecutor(refusing), 20, () -> {});
        }
    }

    @Test
    void handlersRunInVirtualThreadsAndPinNone() {
        VirtualThreads.assertNeverPinned(() -> {
            ExecutorService executor = VirtualThreads.executor();
            try (ScriptedBroker broker = new ScriptedBroker()) {
                script(broker, 200);
                handleAndSend(broker, QUICK.withExecutor(executor).withConcurrency(50), 200, () -> {});
            } finally {
                executor.shutdownNow();
            }
        });
    }

    @Test
    void blockedDependentsOfManyFuturesHoldUpNobody() throws InterruptedException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch queued = new CountDownLatch(1);
            broker.connection()
                    .expectConnect()
                    .await(queued)
                    .connected("1.2")
                    .autoReceipts()
                    .ignoringTheRest()
                    .expectClose();
            try (AsyncStompClient client = AsyncClients.unconnected(broker.uri() + "?stomp.heartBeat=0,0", QUICK)) {
                client.connect();
                CountDownLatch last = new CountDownLatch(1);
                CountDownLatch all = new CountDownLatch(10);
                List<CompletableFuture<Void>> blocked = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    blocked.add(client.sendConfirmed("/q", "m").thenRun(() -> {
                        all.countDown();
                        awaitQuietly(last);
                    }));
                }
                queued.countDown();
                assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
                get(client.sendConfirmed("/q", "last").thenRun(last::countDown));
                blocked.forEach(AsyncClients::get);
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void script(ScriptedBroker broker, int messages) {
        Script script = broker.connection()
                .handshake()
                .autoReceipts()
                .expect("SUBSCRIBE")
                .flood(messages, "m");
        script.ignoring("SEND").expect("DISCONNECT").expectClose();
    }

    /** Handles messages, each by a confirmed send that is waited for, and tells the thread of each step. */
    private static void handleAndSend(ScriptedBroker broker, ClientOptions options, int messages, Runnable seen) {
        CountDownLatch handled = new CountDownLatch(messages);
        try (AsyncStompClient client = AsyncClients.plain(broker, options)) {
            get(client.subscribe("/q", AUTO, SubscribeOptions.DEFAULT, MessageHandler.blocking(message -> {
                seen.run();
                client.sendConfirmed("/r", message.text()).join();
                handled.countDown();
            })));
            await().atMost(Duration.ofSeconds(20)).until(() -> handled.getCount() == 0);
        }
    }
}
