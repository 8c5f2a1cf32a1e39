package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;

class ConfirmationTest {
    private final Confirmation confirmation = new Confirmation();

    @Test
    void aReceiptIsNoFailure() {
        confirmation.onReceipt();

        assertThat(confirmation.await(Deadline.NEVER)).isNull();
    }

    @Test
    void aRefusalIsHandedOver() {
        StompProtocolException refusal = new StompProtocolException("no");
        confirmation.onRefused(refusal);

        assertThat(confirmation.await(Deadline.NEVER)).isSameAs(refusal);
    }

    @Test
    void aLossIsHandedOver() {
        StompConnectionException loss = new StompConnectionException("gone", null);
        confirmation.onLost(loss);

        assertThat(confirmation.await(Deadline.NEVER)).isSameAs(loss);
    }

    @Test
    void nothingInTimeIsATimeOut() {
        assertThat(confirmation.await(Deadline.in(Duration.ofMillis(1)))).isInstanceOf(StompTimeoutException.class);
    }

    @Test
    void whatCameBeforeADeadlineThatHasPassedCounts() {
        confirmation.onReceipt();

        assertThat(confirmation.await(Deadline.in(Duration.ofSeconds(-1)))).isNull();
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        Thread.currentThread().interrupt();
        try {
            assertThat(confirmation.await(Deadline.NEVER)).isExactlyInstanceOf(StompException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
