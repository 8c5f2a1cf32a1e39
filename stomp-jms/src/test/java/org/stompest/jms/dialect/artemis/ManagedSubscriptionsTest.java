package org.stompest.jms.dialect.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompTopic;
import org.stompest.jms.dialect.ManagementChannel;
import org.stompest.jms.dialect.SubscriptionDefinition;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** What is asked of the management, and what is made of its answers. */
class ManagedSubscriptionsTest {
    private final Management management = new Management();
    private final ManagedSubscriptions subscriptions = new ManagedSubscriptions(management);

    /** Answers in turn, and remembers what it was asked. */
    private static final class Management implements ManagementChannel {
        final Deque<Optional<StompFrame>> answers = new ArrayDeque<>();
        final List<String> questions = new ArrayList<>();

        Management answer(boolean succeeded, String result) {
            StompHeaders headers = StompHeaders.of("_AMQ_OperationSucceeded", Boolean.toString(succeeded));
            byte[] body = ("[" + Json.quoted(result) + "]").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            answers.add(Optional.of(StompFrame.of(StompCommand.MESSAGE, headers, body)));
            return this;
        }

        Management queue(String name, String address, String filter, String note, int consumers) {
            return answer(
                    true,
                    "{\"data\":[{\"name\":" + Json.quoted(name) + ",\"address\":" + Json.quoted(address)
                            + ",\"filter\":"
                            + Json.quoted(filter) + ",\"user\":" + Json.quoted(note) + ",\"consumerCount\":\""
                            + consumers
                            + "\",\"durable\":\"true\",\"routingType\":\"MULTICAST\"}],\"count\":1}");
        }

        @Override
        public Optional<StompFrame> ask(StompFrame question) {
            questions.add(question.header("_AMQ_OperationName") + question.bodyText());
            return answers.remove();
        }

        @Override
        public String session() {
            return "me";
        }

        @Override
        public void pause(long millis) {
            // nobody waits here
        }
    }

    private static SubscriptionRequest durable(String filter) {
        return new SubscriptionRequest(
                new StompTopic("t"),
                Optional.of(filter),
                false,
                Optional.of("s"),
                true,
                false,
                Optional.of("c"),
                10,
                false);
    }

    private Optional<SubscriptionRequest> prepare(String filter, String selector) throws JMSException {
        return subscriptions.prepare(durable(filter), new SubscriptionDefinition(Optional.of(selector), false));
    }

    @Test
    void sameSelectorInAnotherTranslationKeepsTheQueueAndGetsTheNewFilter() throws JMSException {
        management.queue("c.s", "t", "older", "jms:unshared:n > 4", 0).answer(true, "{}");

        assertThat(prepare("newer", "n > 4")).contains(durable("newer"));

        assertThat(management.questions).hasSize(2);
        assertThat(management.questions.get(1)).startsWith("updateQueue").contains("newer");
    }

    @Test
    void nothingIsChangedWhereNothingDiffers() throws JMSException {
        management.queue("c.s", "t", "filter", "jms:unshared:n > 4", 0);

        assertThat(prepare("filter", "n > 4")).contains(durable("filter"));

        assertThat(management.questions).hasSize(1);
    }

    @Test
    void anotherSelectorReplacesTheQueue() throws JMSException {
        management
                .queue("c.s", "t", "filter", "jms:unshared:n > 4", 0)
                .answer(true, "")
                .answer(true, "{\"address\":\"t\",\"user\":\"jms:unshared:n > 5\"}");

        assertThat(prepare("filter", "n > 5")).contains(durable("filter"));

        assertThat(management.questions.get(1)).startsWith("destroyQueue");
        assertThat(management.questions.get(2)).startsWith("createQueue");
    }

    @Test
    void queueThatAnotherClientMadeMeanwhileIsNotOurs() {
        management.answer(true, "{\"data\":[],\"count\":0}");
        management.answer(true, "{\"address\":\"t\",\"user\":\"jms:unshared:n > 4\"}");

        assertThatThrownBy(() -> prepare("filter", "n > 5"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("another client");
    }

    @Test
    void whoeverMayNotAskIsTold() throws JMSException {
        management.answers.add(Optional.empty());

        assertThat(prepare("filter", "n > 4")).isEmpty();
    }

    @Test
    void queueThatHasGoneMeanwhileIsDeleted() throws JMSException {
        management.queue("c.s", "t", "", "", 0).answer(false, "AMQ229017: Queue c.s does not exist");

        assertThat(subscriptions.delete("s", Optional.of("c"))).isTrue();
    }

    @Test
    void queueThatHasGotAConsumerMeanwhileIsNotDeleted() {
        management.queue("c.s", "t", "", "", 0).answer(false, "AMQ229025: Cannot delete queue c.s");

        assertThatThrownBy(() -> subscriptions.delete("s", Optional.of("c")))
                .isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    @Test
    void queueThatIsNotThereIsLookedForUnderTheNameOfArtemissClientToo() {
        management.answer(true, "{\"data\":[],\"count\":0}").answer(true, "{\"data\":[],\"count\":0}");

        assertThatThrownBy(() -> subscriptions.delete("s", Optional.of("c.d")))
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining("'c.d'");

        assertThat(management.questions.get(0)).contains("c.d.s");
        assertThat(management.questions.get(1)).contains("c\\\\\\\\.d.s");
    }

    @Test
    void answerThatIsNotUnderstoodIsAnError() {
        management.answers.add(Optional.of(StompFrame.of(
                StompCommand.MESSAGE, StompHeaders.of("_AMQ_OperationSucceeded", "true"), new byte[] {'<'})));

        assertThatThrownBy(() -> prepare("filter", "n > 4"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("not understood");
    }

    @Test
    void clientIdOfAConnectionThatEndsIsWaitedFor() throws JMSException {
        String other = "{\"connectionID\":\"you\",\"clientID\":\"c\"}";
        String own = "{\"connectionID\":\"me\",\"clientID\":\"c\"}";
        management.answer(true, "{\"data\":[" + own + "," + other + "]}").answer(true, "{\"data\":[" + own + "]}");

        subscriptions.checkClientId("c");

        assertThat(management.questions).hasSize(2);
    }

    @Test
    void clientIdThatCannotBePartOfANameIsRefused() {
        assertThatThrownBy(() -> subscriptions.checkClientId("a::b")).isInstanceOf(InvalidClientIDException.class);
    }
}
