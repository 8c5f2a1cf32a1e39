package org.stompest.jms.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Jakarta Messaging 3.1, 6.1.7. */
class ExceptionReportsTest {
    private final ExceptionReports reports = new ExceptionReports();

    @Test
    void theListenerIsCalledByOneThreadAtATimeAndHearsAll() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<JMSException> told = Collections.synchronizedList(new ArrayList<>());
        reports.listener(problem -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            told.add(problem);
            running.decrementAndGet();
        });
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(CompletableFuture.runAsync(() -> {
                for (int j = 0; j < 500; j++) {
                    reports.report(new JMSException("problem"));
                }
            }));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(10, TimeUnit.SECONDS);
        }

        assertThat(told).hasSize(2000);
        assertThat(most).hasValue(1);
    }

    @Test
    void whatTheListenerItselfCausesIsToldWhenItHasReturned() {
        List<String> told = new ArrayList<>();
        reports.listener(problem -> {
            told.add("begin " + problem.getMessage());
            if (problem.getMessage().equals("one")) {
                reports.report(new JMSException("two"));
            }
            told.add("end " + problem.getMessage());
        });

        reports.report(new JMSException("one"));

        assertThat(told).containsExactly("begin one", "end one", "begin two", "end two");
    }

    @Test
    void aListenerThatThrowsHearsTheNextOne() {
        List<String> told = new ArrayList<>();
        reports.listener(problem -> {
            told.add(problem.getMessage());
            throw new IllegalArgumentException("on purpose");
        });

        reports.report(new JMSException("one"));
        reports.report(new JMSException("two"));

        assertThat(told).containsExactly("one", "two");
    }

    @Test
    void withoutAListenerNothingHappens() {
        assertThat(reports.listener()).isNull();
        assertThatCode(() -> reports.report(new JMSException("one"))).doesNotThrowAnyException();
    }
}
