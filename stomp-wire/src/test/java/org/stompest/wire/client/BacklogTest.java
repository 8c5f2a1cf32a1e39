package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.wire.connection.PausableReading;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class BacklogTest {
    private static final StompFrame SMALL = StompFrame.of(StompCommand.MESSAGE, StompHeaders.empty());
    private static final StompFrame LARGE = StompFrame.of(StompCommand.MESSAGE, StompHeaders.empty(), new byte[10_000]);

    private final List<String> said = new ArrayList<>();

    private final PausableReading connection = new PausableReading() {
        @Override
        public void pauseReading() {
            said.add("pause");
        }

        @Override
        public void resumeReading() {
            said.add("resume");
        }
    };

    private final Backlog backlog =
            new Backlog(ClientOptions.DEFAULT.withMaxPendingMessages(4).withMaxPendingBytes(30_000));

    @Test
    void atTheLimitItPausesAndAtHalfOfItResumes() {
        add(4, SMALL);
        assertThat(said).containsExactly("pause");
        backlog.remove(SMALL);
        assertThat(said).containsExactly("pause");

        backlog.remove(SMALL);

        assertThat(said).containsExactly("pause", "resume");
        assertThat(backlog.messages()).isEqualTo(2);
    }

    @Test
    void bytesCountToo() {
        add(3, LARGE);
        assertThat(said).containsExactly("pause");

        backlog.remove(LARGE);
        backlog.remove(LARGE);

        assertThat(said).containsExactly("pause", "resume");
    }

    @Test
    void whoeverWaitsForAReceiptMayReadFurther() {
        add(4, SMALL);
        backlog.receiptAwaited();
        assertThat(said).containsExactly("pause", "resume");

        add(11, SMALL);
        assertThat(said).hasSize(2);
        add(1, SMALL);

        assertThat(said).containsExactly("pause", "resume", "pause");
        backlog.receiptOver();
        add(1, SMALL);
        assertThat(said).endsWith("pause");
    }

    private void add(int count, StompFrame frame) {
        for (int i = 0; i < count; i++) {
            backlog.add(connection, frame);
        }
    }
}
