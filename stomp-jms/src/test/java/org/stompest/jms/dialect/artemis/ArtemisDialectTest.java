package org.stompest.jms.dialect.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompDestination.Kind;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class ArtemisDialectTest {
    private final ArtemisDialect dialect = new ArtemisDialect();

    @ParameterizedTest
    @CsvSource({
        "queue://a,QUEUE,a",
        "topic://a,TOPIC,a",
        "temp-queue://a,TEMPORARY_QUEUE,a",
        "temp-topic://a,TEMPORARY_TOPIC,a",
        "plain,TOPIC,plain",
        "queue://,TOPIC,queue://"
    })
    void readsDestinations(String text, Kind kind, String name) {
        assertThat(dialect.parseDestination(text, Kind.TOPIC)).isEqualTo(StompDestination.of(kind, name));
    }

    @Test
    void addressesQueuesAndTopicsByRoutingType() {
        StompHeaders.Builder send = StompHeaders.builder();
        dialect.address(new StompQueue("q"), send);
        assertThat(send.build()).isEqualTo(StompHeaders.of("destination", "q", "destination-type", "ANYCAST"));
        dialect.address(StompDestination.of(Kind.TEMPORARY_TOPIC, "t"), send);
        assertThat(send.build()).isEqualTo(StompHeaders.of("destination", "t", "destination-type", "MULTICAST"));
    }

    @Test
    void subscribesToAQueueWithAWindowInBytes() throws JMSException {
        assertThat(dialect.subscribe(request(new StompQueue("q"), null, false, false, null, 1000)))
                .isEqualTo(StompHeaders.of(
                        "destination", "q",
                        "subscription-type", "ANYCAST",
                        "ack", "client-individual",
                        "consumer-window-size", "1024000"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,2048", "2147483647,2147483647"})
    void aPrefetchOfOneIsOneAtATime(int prefetch, String window) throws JMSException {
        assertThat(dialect.subscribe(request(new StompQueue("q"), null, false, false, null, prefetch))
                        .get("consumer-window-size"))
                .isEqualTo(window);
    }

    @Test
    void aDurableSubscriptionIsNamedAsArtemissOwnClientDoes() throws JMSException {
        StompHeaders headers = dialect.subscribe(request(new StompTopic("t"), "my.sub", true, false, "me", 10));
        assertThat(headers.get("destination")).isEqualTo("t");
        assertThat(headers.get("durable-subscription-name")).isEqualTo("my\\.sub");
        assertThat(dialect.deleteDurable("my.sub", Optional.of("me")).get("durable-subscription-name"))
                .isEqualTo("my\\.sub");
    }

    @Test
    void aDurableSubscriptionNeedsAClientId() {
        assertThatThrownBy(() -> dialect.subscribe(request(new StompTopic("t"), "s", true, false, null, 10)))
                .isInstanceOf(InvalidClientIDException.class)
                .hasMessageContaining("jms.clientID");
        assertThatThrownBy(() -> dialect.deleteDurable("s", Optional.empty()))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("jms.clientID");
    }

    @Test
    void aSharedSubscriptionIsAQueueOfItsOwn() throws JMSException {
        assertThat(dialect.subscribe(request(new StompTopic("t"), "s.1", false, true, null, 10))
                        .get("destination"))
                .isEqualTo("t::nonDurable.s\\.1.t");
        assertThat(dialect.subscribe(request(new StompTopic("t"), "s.1", false, true, "c", 10))
                        .get("destination"))
                .isEqualTo("t::nonDurable.c.s\\.1.t");
    }

    @Test
    void aSharedDurableSubscriptionWithoutClientIdIsAQueueOfItsOwn() throws JMSException {
        StompHeaders headers = dialect.subscribe(request(new StompTopic("t"), "s.1", true, true, null, 10));
        assertThat(headers.get("destination")).isEqualTo("t::s\\.1");
        assertThat(headers.contains("durable-subscription-name")).isFalse();
    }

    @Test
    void withoutOwnFiltersBesideTheSelector() throws JMSException {
        assertThat(dialect.withoutOwn(Optional.empty(), "o'x"))
                .isEqualTo("__AMQ_CID IS NULL OR __AMQ_CID NOT IN ('o''x')");
        assertThat(dialect.withoutOwn(Optional.of("convert_string_expressions:(a OR b)"), "x"))
                .isEqualTo("convert_string_expressions:((a OR b)) AND (__AMQ_CID IS NULL OR __AMQ_CID NOT IN ('x'))");
    }

    @Test
    void selectorOfASharedSubscriptionThatIsNotDurableIsTheClients() {
        SubscriptionRequest filtered = new SubscriptionRequest(
                new StompTopic("t"),
                Optional.of("a = 1"),
                false,
                Optional.of("s"),
                false,
                true,
                Optional.empty(),
                10,
                true);
        assertThat(dialect.appliesSelector(filtered)).isFalse();
        assertThat(dialect.appliesSelector(request(new StompTopic("t"), "s", true, true, "c", 10)))
                .isTrue();
    }

    @Test
    void aTemporaryQueueIsRemovedByManagement() {
        StompFrame frame = dialect.removeTemporary(StompDestination.of(Kind.TEMPORARY_QUEUE, "a\"b\\c"))
                .orElseThrow();
        assertThat(frame.command()).isEqualTo(StompCommand.SEND);
        assertThat(frame.bodyText()).isEqualTo("[\"a\\\"b\\\\c\",true,true]");
        assertThat(dialect.removeTemporary(StompDestination.of(Kind.TEMPORARY_TOPIC, "t")))
                .isEmpty();
    }

    /** Texts as Artemis 2.44.0 sends them. */
    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(
                        "Security Error occurred: User name [u] or password is invalid",
                        JMSSecurityException.class,
                        null),
                Arguments.of(
                        "AMQ229032 User u does not have permission='SEND' on address q",
                        JMSSecurityException.class,
                        "AMQ229032"),
                Arguments.of("AMQ339016 Error creating subscription 1", JMSSecurityException.class, "AMQ339016"),
                Arguments.of("Invalid selector \"a = = 1\"", InvalidSelectorException.class, null),
                Arguments.of(
                        "AMQ339001 Destination does not exist fixed.q", InvalidDestinationException.class, "AMQ339001"),
                Arguments.of(
                        "AMQ339011 Error sending message CoreMessage[messageID=26, secret=x]",
                        ResourceAllocationException.class,
                        "AMQ339011"),
                Arguments.of("AMQ339013 Error committing t1", TransactionRolledBackException.class, "AMQ339013"),
                Arguments.of("AMQ339017 Error unsubscribing zz", jakarta.jms.IllegalStateException.class, "AMQ339017"),
                Arguments.of("No transaction started: tx", JMSException.class, null),
                Arguments.of(
                        "AMQ339025 failed to ack because no message with id 99,99", JMSException.class, "AMQ339025"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void anErrorBecomesTheRightException(String text, Class<?> type, String code) {
        StompFrame error = StompFrame.of(StompCommand.ERROR, StompHeaders.of("message", text));
        JMSException exception = dialect.toException(error, "cannot do it");
        assertThat(exception).isExactlyInstanceOf(type);
        assertThat(exception.getErrorCode()).isEqualTo(code);
        assertThat(exception.getMessage()).startsWith("cannot do it: ").doesNotContain("secret");
    }

    @Test
    void ofABodyOnlyTheFirstLineIsTold() {
        StompFrame error = StompFrame.of(
                StompCommand.ERROR, StompHeaders.empty(), ("x".repeat(1000) + "\n\tat some.Stack.trace").getBytes());
        assertThat(dialect.toException(error, "cannot").getMessage())
                .hasSizeLessThan(400)
                .doesNotContain("Stack");
        assertThat(dialect.toException(StompFrame.of(StompCommand.ERROR, StompHeaders.empty()), "cannot"))
                .hasMessage("cannot: the broker gave no reason");
    }

    private static SubscriptionRequest request(
            StompDestination destination, String name, boolean durable, boolean shared, String clientId, int prefetch) {
        return new SubscriptionRequest(
                destination,
                Optional.empty(),
                false,
                Optional.ofNullable(name),
                durable,
                shared,
                Optional.ofNullable(clientId),
                prefetch,
                true);
    }
}
