package org.stompest.jms.dialect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.nio.charset.StandardCharsets;
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
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.dialect.TemporaryNaming;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class ClassicDialectTest {
    private final ClassicDialect dialect = new ClassicDialect();

    @ParameterizedTest
    @CsvSource({
        "/queue/a,QUEUE,a",
        "/topic/a.b,TOPIC,a.b",
        "/temp-queue/a,TEMPORARY_QUEUE,a",
        "/temp-topic/a,TEMPORARY_TOPIC,a",
        "/remote-temp-queue/ID:h-1-2-3:4:5,TEMPORARY_QUEUE,ID:h-1-2-3:4:5",
        "/remote-temp-topic/ID:h,TEMPORARY_TOPIC,ID:h",
        "plain,TOPIC,plain",
        "/queue/,TOPIC,/queue/",
        "/queue/Consumer.A.VirtualTopic.x.y,TOPIC,VirtualTopic.x.y",
        "/queue/Consumer.A.B.VirtualTopic.x,QUEUE,Consumer.A.B.VirtualTopic.x"
    })
    void readsDestinations(String text, Kind kind, String name) {
        assertThat(dialect.parseDestination(text, Kind.TOPIC)).isEqualTo(StompDestination.of(kind, name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUEUE|a/b|/queue/a/b",
                "TOPIC|a.>|/topic/a.>",
                "QUEUE|a,b|/queue/a,/queue/b",
                "QUEUE|a, topic://b,queue://c|/queue/a,/topic/b,/queue/c"
            })
    void writesDestinationsAndCompositeOnes(Kind kind, String name, String text) {
        StompHeaders.Builder send = StompHeaders.builder();
        dialect.address(StompDestination.of(kind, name), send);
        assertThat(send.build()).isEqualTo(StompHeaders.of("destination", text));
    }

    @Test
    void temporaryDestinationsOfTheConnectionAreMadeAgainWhereOthersMustBeThere() {
        StompDestination own = StompDestination.of(Kind.TEMPORARY_QUEUE, "ID:a:1");
        StompDestination foreign = StompDestination.of(Kind.TEMPORARY_TOPIC, "ID:b:1");
        BrokerDialect connected = dialect.forConnection(own::equals);

        assertThat(connected.formatDestination(own)).isEqualTo("/temp-queue/ID:a:1");
        assertThat(connected.formatDestination(foreign)).isEqualTo("/remote-temp-topic/ID:b:1");
        assertThat(dialect.formatDestination(own)).isEqualTo("/remote-temp-queue/ID:a:1");
    }

    @Test
    void nameOfATemporaryDestinationIsReadOutOfTheAnswerAndTheNextIsGuessed() {
        TemporaryNaming naming = dialect.temporaryNaming().orElseThrow();
        StompDestination guess = StompDestination.of(Kind.TEMPORARY_QUEUE, "guess");
        StompFrame ask = naming.ask(guess);
        assertThat(ask.header("destination")).isEqualTo("/temp-queue/guess");
        assertThat(ask.header("reply-to")).startsWith("/temp-queue/guess,");

        StompFrame answer = StompFrame.of(
                StompCommand.MESSAGE, StompHeaders.of("reply-to", "/remote-temp-queue/ID:h-1-2-3:4:9,queue://unused"));
        assertThat(naming.nameIn(answer)).isEqualTo("ID:h-1-2-3:4:9");
        assertThat(naming.following("ID:h-1-2-3:4:9")).isEqualTo("ID:h-1-2-3:4:10");
        assertThat(naming.prefixOf("ID:h-1-2-3:4:9")).isEqualTo("ID:h-1-2-3:4:");
    }

    @Test
    void groupsAndTheTimestampAreShownToTheBroker() throws JMSException {
        StompHeaders headers = dialect.complete(StompHeaders.builder()
                .add("JMS_STOMP_Timestamp", "12")
                .add("JMS_STOMP_Property_JMSXGroupID", "g")
                .add("JMS_STOMP_Property_JMSXGroupSeq", "no number"));

        assertThat(headers.get("timestamp")).isEqualTo("12");
        assertThat(headers.get("JMSXGroupID")).isEqualTo("g");
        assertThat(headers.contains("JMSXGroupSeq")).isFalse();
    }

    @Test
    void subscribesToAQueueWithAPrefetch() throws JMSException {
        assertThat(dialect.subscribe(request(new StompQueue("q"), null, false, null, 1000)))
                .isEqualTo(
                        StompHeaders.of("destination", "/queue/q", "ack", "client", "activemq.prefetchSize", "1000"));
    }

    @Test
    void aPrefetchOfNothingIsOneBecauseTheBrokerWouldNotDeliverAtAll() throws JMSException {
        assertThat(dialect.subscribe(request(new StompQueue("q"), null, false, null, 0))
                        .get("activemq.prefetchSize"))
                .isEqualTo("1");
    }

    @Test
    void aDurableSubscriptionHasItsNameAndNeedsAClientId() throws JMSException {
        StompHeaders headers = dialect.subscribe(request(new StompTopic("t"), "my.sub", true, "me", 10));
        assertThat(headers.get("activemq.subscriptionName")).isEqualTo("my.sub");
        assertThat(dialect.deleteDurable("my.sub", Optional.of("me")).get("activemq.subscriptionName"))
                .isEqualTo("my.sub");
        assertThatThrownBy(() -> dialect.subscribe(request(new StompTopic("t"), "s", true, null, 10)))
                .isInstanceOf(InvalidClientIDException.class);
        assertThatThrownBy(() -> dialect.deleteDurable("s", Optional.empty()))
                .isInstanceOf(InvalidClientIDException.class);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(
                        "whatever",
                        "jakarta.jms.InvalidSelectorException: whatever\n\tat x.Y.z(Y.java:1)\n",
                        InvalidSelectorException.class),
                Arguments.of(
                        "No durable subscription exists for clientID: a and subscriptionName: b",
                        "jakarta.jms.InvalidDestinationException: No durable\n\tat x",
                        InvalidDestinationException.class),
                Arguments.of("used", "jakarta.jms.InvalidClientIDException: used", InvalidClientIDException.class),
                Arguments.of(
                        "User guest is not authorized to read from: queue://x",
                        "User guest is not authorized to read from: queue://x",
                        JMSSecurityException.class),
                Arguments.of(
                        "full", "jakarta.jms.ResourceAllocationException: full", ResourceAllocationException.class),
                Arguments.of(
                        "Durable consumer is in use for client: a and subscriptionName: b",
                        "jakarta.jms.JMSException: Durable consumer is in use",
                        IllegalStateException.class),
                Arguments.of(
                        "The destination temp-queue://ID:x does not exist.",
                        "org.apache.activemq.broker.region.Strange: it",
                        InvalidDestinationException.class));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorsBecomeTheExceptionsOfJms(String message, String body, Class<? extends JMSException> type) {
        JMSException e = dialect.toException(error(message, body), "cannot do it");
        assertThat(e).isExactlyInstanceOf(type).hasMessageStartingWith("cannot do it: " + message);
    }

    @Test
    void noStackTraceIsShown() {
        String trace = "java.lang.NullPointerException\n\tat org.apache.activemq.Secret.method(Secret.java:1)\n";
        assertThat(dialect.toException(error(null, trace), "cannot do it"))
                .hasMessage("cannot do it: java.lang.NullPointerException");
        assertThat(dialect.toException(error(null, ""), "cannot do it"))
                .hasMessage("cannot do it: the broker gave no reason");
    }

    private static StompFrame error(String message, String body) {
        StompHeaders headers = message == null ? StompHeaders.empty() : StompHeaders.of("message", message);
        return StompFrame.of(StompCommand.ERROR, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static SubscriptionRequest request(
            StompDestination destination, String name, boolean durable, String clientId, int prefetch) {
        return new SubscriptionRequest(
                destination,
                Optional.empty(),
                false,
                Optional.ofNullable(name),
                durable,
                false,
                Optional.ofNullable(clientId),
                prefetch,
                false);
    }
}
