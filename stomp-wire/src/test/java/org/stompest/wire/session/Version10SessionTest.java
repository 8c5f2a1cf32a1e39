package org.stompest.wire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stompest.wire.session.Sessions.frame;
import static org.stompest.wire.session.Sessions.refuses;
import static org.stompest.wire.session.Sessions.subscribe;

import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;

/** A server of 1.0 may leave {@code subscription} out of MESSAGE, whether SUBSCRIBE had an id or not. */
class Version10SessionTest {
    private final StompSession session = Sessions.connected("1.0");

    @Test
    void aMessageThatNamesNoSubscriptionBelongsToTheOnlyOneToItsDestination() {
        Subscription named = session.subscribe(named("a", "/queue/x"), "context");
        session.subscribe(named("b", "/queue/y"), null);

        assertThat(session.message(message("/queue/x"))).isSameAs(named);
        assertThat(session.subscription(message("/queue/x"))).isSameAs(named);
    }

    @Test
    void oneWithoutIdIsMeantBeforeThoseWithOne() {
        session.subscribe(named("a", "/queue/x"), null);
        Subscription unnamed = session.subscribe(frame(StompCommand.SUBSCRIBE, "destination", "/queue/x"), null);
        session.subscribe(named("b", "/queue/x"), null);

        assertThat(session.message(message("/queue/x"))).isSameAs(unnamed);
    }

    @Test
    void aMessageThatMayBelongToSeveralIsAnError() {
        Subscription first = session.subscribe(named("a", "/queue/x"), null);
        session.subscribe(named("b", "/queue/x"), null);

        refuses(() -> session.message(message("/queue/x")))
                .hasMessage("the server sent MESSAGE without the header subscription, and 2 subscriptions are to"
                        + " '/queue/x': with this server, subscribe to a destination once only");
        session.unsubscribe("b");
        assertThat(session.message(message("/queue/x"))).isSameAs(first);
    }

    @Test
    void anUncheckedSessionCannotGuessEither() {
        StompSession free = new StompSession(false);
        Sessions.connect(free, "1.0");
        free.subscribe(named("a", "/queue/x"), null);
        free.subscribe(named("b", "/queue/x"), null);

        refuses(() -> free.message(message("/queue/x"))).hasMessageContaining("2 subscriptions");
        assertThat(free.message(message("/queue/z"))).isNull();
    }

    @Test
    void whatIsNotInForceIsNotFoundByItsDestination() {
        session.subscribe(named("a", "/queue/x"), null);
        session.close(false);
        Sessions.connect(session, "1.0");

        refuses(() -> session.message(message("/queue/x"))).hasMessage("there is no subscription '/queue/x'");
        Subscription again = session.subscribe(named("b", "/queue/x"), null);
        assertThat(session.message(message("/queue/x"))).isSameAs(again);
    }

    @Test
    void aMessageThatNamesItsSubscriptionBelongsToNoOther() {
        session.subscribe(named("a", "/queue/x"), null);

        refuses(() -> session.message(
                        frame(StompCommand.MESSAGE, "destination", "/queue/x", "message-id", "1", "subscription", "b")))
                .hasMessage("there is no subscription 'b'");
    }

    @Test
    void nackIsRefusedBefore11() {
        StompFrame nack = frame(StompCommand.NACK, "message-id", "1", "subscription", "a", "id", "1");

        refuses(() -> session.send(nack)).hasMessage("STOMP 1.0 has no command NACK");
        assertThat(Sessions.connected("1.1").send(nack)).isSameAs(nack);
    }

    @Test
    void clientIndividualIsRefusedBefore11() {
        refuses(() -> session.subscribe(subscribe("a"), null))
                .hasMessageStartingWith("SUBSCRIBE has ack client-individual, which in STOMP 1.0 should be");
        assertThat(session.replayable()).isEmpty();
    }

    private static StompFrame named(String id, String destination) {
        return frame(StompCommand.SUBSCRIBE, "id", id, "destination", destination, "ack", "client");
    }

    private static StompFrame message(String destination) {
        return frame(StompCommand.MESSAGE, "destination", destination, "message-id", "1");
    }
}
