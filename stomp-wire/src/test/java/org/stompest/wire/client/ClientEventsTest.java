package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.stompest.wire.StompException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class ClientEventsTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    private final ClientEvents events = new ClientEvents(
            new ConnectionListener() {
                @Override
                public void onError(StompFrame error) {
                    busy.countDown();
                    try {
                        free.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    told.add("error " + error.header("message"));
                }

                @Override
                public void onDisconnected(Optional<StompException> why) {
                    told.add("disconnected");
                }
            },
            "test");

    private static StompFrame error(String message, int bytes) {
        return StompFrame.of(StompCommand.ERROR, StompHeaders.of("message", message), new byte[bytes]);
    }

    private void blockListener() {
        events.tellError(error("first", 0));
        await().until(() -> busy.getCount() == 0);
    }

    private void tellTheEnd() {
        events.tell(listener -> listener.onDisconnected(Optional.empty()));
        free.countDown();
        await().until(() -> told.contains("disconnected"));
    }

    @Test
    void ofErrorsThatWaitForAListenerOnlySomeAreKeptButNothingElseIsDropped() {
        blockListener();
        for (int i = 0; i < 10_000; i++) {
            events.tellError(error("flood", 0));
        }
        tellTheEnd();

        assertThat(told)
                .startsWith("error first", "error flood")
                .endsWith("disconnected")
                .hasSize(ClientEvents.MAX_WAITING_ERRORS + 1);

        events.tellError(error("later", 0));
        await().until(() -> told.contains("error later"));
    }

    @Test
    void errorsThatWaitAreLimitedInSizeToo() {
        blockListener();
        int third = (int) (ClientEvents.MAX_WAITING_BYTES / 3);
        for (int i = 0; i < 10; i++) {
            events.tellError(error("large", third));
        }
        tellTheEnd();

        assertThat(told).containsExactly("error first", "error large", "error large", "disconnected");
    }

    @Test
    void oneErrorIsToldHoweverLargeItIs() {
        free.countDown();

        events.tellError(error("huge", 2 * (int) ClientEvents.MAX_WAITING_BYTES));

        await().untilAsserted(() -> assertThat(told).containsExactly("error huge"));
    }
}
