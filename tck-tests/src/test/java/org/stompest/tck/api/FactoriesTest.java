package org.stompest.tck.api;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stompest.tck.support.Section;
import org.stompest.tck.support.TestBroker;

/** Every way to connect, with and without credentials. */
@Section({"5.3", "6.1.1"})
class FactoriesTest extends ApiTest {
    private static final int RIGHT = 0;
    private static final int WRONG = 1;

    @BeforeEach
    void guest() {
        samples.withWord("user", "guest").withWord("password", TestBroker.GUEST_PASSWORD);
    }

    private void assertFactories(int state) throws Exception {
        for (ApiRow row : FactoryTables.FACTORY.rows().toList()) {
            row.callInState(state, provider.factory(), samples, this::noteAndClose);
        }
        for (ApiRow row : FactoryTables.QUEUE_FACTORY.rows().toList()) {
            row.callInState(state, provider.queueFactory(), samples, this::noteAndClose);
        }
        for (ApiRow row : FactoryTables.TOPIC_FACTORY.rows().toList()) {
            row.callInState(state, provider.topicFactory(), samples, this::noteAndClose);
        }
        assertNothingWrong();
    }

    private void noteAndClose(String call, Outcome wanted, Throwable thrown, Object result, Object... arguments)
            throws Exception {
        note(call, wanted, thrown, result, arguments);
        if (result != null) {
            ((AutoCloseable) result).close();
        }
    }

    @Test
    void rightPassword() throws Exception {
        assertFactories(RIGHT);
    }

    @Test
    void wrongPassword() throws Exception {
        samples.withWord("password", "wr0ng");
        assertFactories(WRONG);
    }

    @Test
    void noUserIsTheFactorysAndNoPasswordIsWrong() throws Exception {
        for (ApiRow row : FactoryTables.FACTORY.rows().toList()) {
            row.callWithNulls(provider.factory(), samples, this::noteAndClose);
        }
        for (ApiRow row : FactoryTables.QUEUE_FACTORY.rows().toList()) {
            row.callWithNulls(provider.queueFactory(), samples, this::noteAndClose);
        }
        for (ApiRow row : FactoryTables.TOPIC_FACTORY.rows().toList()) {
            row.callWithNulls(provider.topicFactory(), samples, this::noteAndClose);
        }
        assertNothingWrong();
    }
}
