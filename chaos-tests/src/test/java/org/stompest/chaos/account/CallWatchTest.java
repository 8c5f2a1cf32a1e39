package org.stompest.chaos.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that take too long are found, while they hang and afterwards. */
class CallWatchTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> dumps = new CopyOnWriteArrayList<>();
    private final CallWatch watch = new CallWatch(SHORT, dumps::add);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aCallThatReturnsInTimeIsGood() {
        assertThat(watch.within("quick", LONG, () -> "done")).isEqualTo("done");

        assertThat(watch.hangs()).isEmpty();
        assertThat(watch.longest()).containsOnlyKeys("quick");
    }

    @Test
    void aCallThatThrowsInTimeIsGood() {
        assertThatThrownBy(() -> watch.within("quick", LONG, () -> {
                    throw new IllegalStateException("thrown");
                }))
                .hasMessage("thrown");

        assertThat(watch.hangs()).isEmpty();
    }

    @Test
    void aCallThatHangsIsToldWhileItHangs() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Thread thread = new Thread(() -> watch.within("slow", SHORT, () -> hang(released)), "hanging");
        thread.start();

        await().until(() -> !watch.hangs().isEmpty());
        assertThat(watch.hangs()).singleElement().asString().contains("slow on hanging");
        assertThat(dumps).singleElement().asString().contains("\"hanging\" ").contains("CallWatchTest.hang");
        released.countDown();
        thread.join();
        assertThat(watch.hangs()).hasSize(1);
    }

    private static Void hang(CountDownLatch released) {
        try {
            released.await();
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCallThatWasLateIsToldAfterwards() {
        long end = System.nanoTime() + Duration.ofMillis(10).toNanos();
        watch.within("late", SHORT, () -> {
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return null;
        });

        assertThat(watch.hangs()).singleElement().asString().contains("late");
    }

    @Test
    void whatDoesNotEndIsToldAsACallThatHangs() {
        watch.begin("listener", SHORT);

        await().until(() -> !watch.hangs().isEmpty());
        assertThat(watch.hangs()).singleElement().asString().contains("listener");
    }
}
