package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SubscribeOptionsTest {
    @Test
    void oneAtMostTakesCareOfFailures() {
        ErrorHandler handler = (message, failure) -> CompletableFuture.completedFuture(null);
        SubscribeOptions forwarding = SubscribeOptions.DEFAULT.withErrorDestination("/errors");

        assertThatThrownBy(() -> forwarding.withErrorHandler(handler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/errors");
        assertThat(forwarding
                        .withErrorDestination(null)
                        .withErrorHandler(handler)
                        .errorHandler())
                .isSameAs(handler);
    }
}
