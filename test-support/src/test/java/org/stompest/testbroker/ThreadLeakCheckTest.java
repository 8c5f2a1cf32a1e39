package org.stompest.testbroker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, since every class sees its threads. */
@Isolated
class ThreadLeakCheckTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread leaking = new Thread(this::waitForTheEnd, "stomp-leaking");
    private final ThreadLeakCheck.Group group = new ThreadLeakCheck.Group();

    @BeforeEach
    void enter() {
        group.enter("FirstTest");
    }

    @AfterEach
    void endTheThread() throws InterruptedException {
        end.countDown();
        leaking.join();
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aThreadThatStays() {
        leaking.start();
        assertThatThrownBy(() -> group.leave(SHORT))
                .isInstanceOf(AssertionError.class)
                .message()
                .contains("left behind by FirstTest", "stomp-leaking at ", "CountDownLatch.await");
    }

    @Test
    void aThreadThatEndsInTime() {
        leaking.start();
        end.countDown();
        assertThatCode(() -> group.leave(LONG)).doesNotThrowAnyException();
    }

    @Test
    void aThreadThatWasThereBefore() throws InterruptedException {
        leaking.start();
        ThreadLeakCheck.Group later = new ThreadLeakCheck.Group();
        later.enter("LaterTest");
        assertThatCode(() -> later.leave(SHORT)).doesNotThrowAnyException();
    }

    @Test
    void theLastOfClassesThatOverlapAnswersForAll() throws InterruptedException {
        leaking.start();
        group.enter("SecondTest");
        group.leave(SHORT);
        assertThatThrownBy(() -> group.leave(SHORT)).hasMessageContaining("FirstTest, SecondTest");
    }
}
