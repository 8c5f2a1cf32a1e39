package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.stompest.wire.StompConnectionException;

/** What may become of a frame whose connection was lost before its receipt. */
final class Outcomes {
    private Outcomes() {}

    /** A client that may repeat it has it confirmed; one that must not says that nobody knows. */
    static void assertConfirmedOrInDoubt(Runnable sending) {
        try {
            sending.run();
        } catch (StompConnectionException e) {
            assertThat(e.mayHaveReachedBroker()).as(e.getMessage()).isTrue();
        }
    }
}
