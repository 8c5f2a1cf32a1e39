package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.faults.FragileBroker.Break;
import org.stompest.wire.faults.FragileBroker.Direction;

/** A conversation that breaks after each of its bytes, in either direction: an exception each time, and the next one works. */
@ParameterizedClass
@EnumSource(SubjectKind.class)
class BrokenConversationTest {
    @Parameter
    SubjectKind kind;

    @ParameterizedTest
    @CsvSource({"CLOSE,TO_CLIENT", "RESET,TO_CLIENT", "CLOSE,FROM_CLIENT", "RESET,FROM_CLIENT"})
    void brokenAfterEachByteItFailsAndTheNextOneWorks(Break how, Direction direction) throws IOException {
        int whole = lengthOfAWholeConversation(direction);
        assertThat(whole).isGreaterThan(150);
        for (int after = 0; after < whole; after++) {
            try (FragileBroker broker = new FragileBroker(how, direction, after)) {
                Subject subject = kind.of(SubjectKind.Setup.patient(broker.port()));
                boolean failed = failsOrEndsAtLeaveTaking(subject);
                subject.close();

                subject.converse();

                subject.close();
                assertThat(broker.connections())
                        .as("broken after %s bytes: %s", after, failed)
                        .isEqualTo(2);
            }
        }
    }

    /** Taking leave is the only thing that may be broken off unnoticed. */
    private static boolean failsOrEndsAtLeaveTaking(Subject subject) {
        try {
            subject.converse();
            return false;
        } catch (StompException e) {
            assertThat(e).isInstanceOf(StompConnectionException.class).hasMessageMatching("(?s).{10,}");
            return true;
        }
    }

    private int lengthOfAWholeConversation(Direction direction) throws IOException {
        try (FragileBroker broker = new FragileBroker()) {
            Subject subject = kind.of(SubjectKind.Setup.patient(broker.port()));
            subject.converse();
            subject.close();
            return broker.carried(direction);
        }
    }
}
