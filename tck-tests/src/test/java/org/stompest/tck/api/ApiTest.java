package org.stompest.tck.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;

/** A test that walks through tables, and tells of all calls that came to something else. */
abstract class ApiTest extends JmsTest {
    private final List<String> wrong = new ArrayList<>();

    /** With a message that is null, until a test puts one in. */
    ApiSamples samples;

    @BeforeEach
    void makeSamples() {
        Provider.onlyStompest("the tables say what we promise, here and there more than the API");
        samples = new ApiSamples(new StompQueue(name()), new StompTopic(topicName()), null);
    }

    /** Where the topics are that shared subscriptions can be had of. */
    private String topicName() {
        return kind == BrokerKind.CLASSIC ? "VirtualTopic." + name() : name();
    }

    /** Fails if a call that was noted came to something else than it had to. */
    void assertNothingWrong() {
        assertThat(wrong).isEmpty();
    }

    /** Notes what came to something else than it had to, for {@link #assertNothingWrong}. */
    void note(String call, Outcome wanted, Throwable thrown, Object result, Object... arguments) {
        if (!wanted.is(thrown)) {
            wrong.add(call + " must be " + wanted + " and is "
                    + Objects.requireNonNullElse(thrown, "fine")
                    + (thrown == null || thrown.getStackTrace().length == 0 ? "" : " at " + thrown.getStackTrace()[0]));
        }
    }

    /** Calls every method of something in a state of its table. */
    void assertInState(int state, ApiTable table, Object target) throws Exception {
        for (ApiRow row : table.rows().toList()) {
            row.callInState(state, target, samples, this::note);
        }
        assertNothingWrong();
    }

    /** Calls every method of something that is closed. */
    void assertClosed(ApiTable table, Object target) throws Exception {
        assertInState(0, table, target);
    }
}
