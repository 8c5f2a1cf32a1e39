package org.stompest.jms.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionEvent;
import org.stompest.jms.StompConnectionListener;

/** Jakarta Messaging 3.1, 6.1.7, and the listeners of this provider. */
class ConnectionReportsTest {
    private final ConnectionReports reports = new ConnectionReports("stomp-0");
    private final List<String> told = new CopyOnWriteArrayList<>();

    private final StompConnectionListener listener = new StompConnectionListener() {
        @Override
        public void onInterrupted(StompConnectionEvent event) {
            told.add("interrupted " + event.broker() + " "
                    + event.cause().map(JMSException::getMessage).orElse("?"));
        }

        @Override
        public void onRestored(StompConnectionEvent event) {
            told.add("restored " + event.broker() + " " + event.cause());
        }

        @Override
        public void onFailed(StompConnectionEvent event) {
            told.add("failed " + event.broker() + " "
                    + event.cause().map(JMSException::getMessage).orElse("?"));
        }
    };

    @AfterEach
    void end() {
        reports.end();
    }

    private void awaitTold(String... expected) {
        await().untilAsserted(() -> assertThat(told).containsExactly(expected));
    }

    @Test
    void theListenerIsCalledByOneThreadAtATimeAndHearsAll() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<JMSException> heard = Collections.synchronizedList(new ArrayList<>());
        reports.exceptionListener(problem -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            heard.add(problem);
            running.decrementAndGet();
        });
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(CompletableFuture.runAsync(() -> {
                for (int j = 0; j < 50; j++) {
                    reports.report(new JMSException("problem"));
                }
            }));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(10, TimeUnit.SECONDS);
        }

        await().untilAsserted(() -> assertThat(heard).hasSize(200));
        assertThat(most).hasValue(1);
    }

    @Test
    void whatTheListenerItselfCausesIsToldWhenItHasReturned() {
        reports.exceptionListener(problem -> {
            told.add("begin " + problem.getMessage());
            if (problem.getMessage().equals("one")) {
                reports.report(new JMSException("two"));
            }
            told.add("end " + problem.getMessage());
        });

        reports.report(new JMSException("one"));

        awaitTold("begin one", "end one", "begin two", "end two");
    }

    @Test
    void aListenerThatThrowsHearsTheNextOne() {
        reports.exceptionListener(problem -> {
            told.add(problem.getMessage());
            throw new IllegalArgumentException("on purpose");
        });

        reports.report(new JMSException("one"));
        reports.report(new JMSException("two"));

        awaitTold("one", "two");
    }

    @Test
    void nobodyWaitsForAListenerThatBlocks() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        reports.exceptionListener(problem -> {
            try {
                blocked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            told.add(problem.getMessage());
        });
        reports.add(listener);

        reports.report(new JMSException("one"));
        reports.interrupted("tcp://a", new JMSException("gone"));

        assertThat(told).isEmpty();
        blocked.countDown();
        awaitTold("one", "interrupted tcp://a gone");
    }

    @Test
    void anInterruptionIsToldOnceHoweverOftenASuccessorIsLost() {
        reports.add(listener);
        reports.add(listener);

        reports.interrupted("tcp://a", new JMSException("gone"));
        reports.interrupted("tcp://b", new JMSException("gone too"));
        reports.restored("tcp://a");
        reports.interrupted("tcp://a", new JMSException("again"));
        reports.failed(new JMSException("nobody is there"));

        awaitTold(
                "interrupted tcp://a gone",
                "restored tcp://a " + Optional.empty(),
                "interrupted tcp://a again",
                "failed tcp://a nobody is there");
    }

    @Test
    void afterTheEndNobodyIsTold() {
        reports.add(listener);
        reports.end();

        reports.interrupted("tcp://a", new JMSException("gone"));

        await().during(100, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(told).isEmpty());
    }

    @Test
    void whoWasRemovedIsNotTold() {
        reports.add(listener);
        reports.remove(listener);
        reports.exceptionListener(problem -> told.add(problem.getMessage()));

        reports.interrupted("tcp://a", new JMSException("gone"));
        reports.report(new JMSException("last"));

        awaitTold("last");
    }

    @Test
    void withoutAListenerNothingHappens() {
        assertThat(reports.exceptionListener()).isNull();
        assertThatCode(() -> reports.report(new JMSException("one"))).doesNotThrowAnyException();
    }
}
