package org.stompest.wire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stompest.wire.session.Sessions.frame;
import static org.stompest.wire.session.Sessions.message;
import static org.stompest.wire.session.Sessions.refuses;
import static org.stompest.wire.session.Sessions.subscribe;

import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;

/** Subscriptions while a connection lives, and what is left of them for the next one. */
class SessionReplayTest {
    private final StompSession session = Sessions.connected("1.2");

    @Test
    void aMessageFindsItsSubscriptionAndContext() {
        Object context = new Object();
        Subscription made = session.subscribe(subscribe("a"), context);
        session.subscribe(subscribe("b"), null);

        assertThat(made).isEqualTo(new Subscription("a", "/queue/a", subscribe("a"), context));
        assertThat(session.message(message("a"))).isSameAs(made);
        assertThat(session.subscription(message("a")).context()).isSameAs(context);
    }

    @Test
    void anUnknownSubscriptionIsAnError() {
        session.subscribe(subscribe("a"), null);
        assertThat(session.unsubscribe("a").id()).isEqualTo("a");

        refuses(() -> session.message(message("a"))).hasMessage("there is no subscription 'a'");
        refuses(() -> session.unsubscribe("a")).hasMessage("there is no subscription 'a'");
    }

    @Test
    void aSecondSubscriptionWithTheSameIdIsAnError() {
        session.subscribe(subscribe("a"), "first");

        refuses(() -> session.subscribe(subscribe("a"), "second")).hasMessage("there is a subscription 'a' already");
        assertThat(session.message(message("a")).context()).isEqualTo("first");
    }

    @Test
    void aSubscriptionWhoseReceiptIsAwaitedAlreadyIsNotRecorded() {
        session.receiptRequested("r");
        StompFrame subscribe = subscribe("a")
                .withHeaders(
                        subscribe("a").headers().toBuilder().add("receipt", "r").build());

        refuses(() -> session.subscribe(subscribe, null)).hasMessage("the receipt 'r' is awaited already");
        assertThat(session.replayable()).isEmpty();
    }

    @Test
    void mandatoryHeadersAreChecked() {
        refuses(() -> session.subscribe(frame(StompCommand.SUBSCRIBE, "destination", "q"), null))
                .hasMessage("SUBSCRIBE needs a header id");
        refuses(() -> session.message(frame(StompCommand.MESSAGE, "destination", "q", "message-id", "1")))
                .hasMessage("the server sent MESSAGE without the header subscription");
        refuses(() -> session.send(frame(StompCommand.SEND))).hasMessage("SEND needs a header destination");
    }

    @Test
    void in10ASubscriptionWithoutIdIsNamedByItsDestination() {
        StompSession old = Sessions.connected("1.0");
        Subscription made = old.subscribe(frame(StompCommand.SUBSCRIBE, "destination", "/queue/x"), null);

        assertThat(made.id()).isNull();
        assertThat(made.token()).isEqualTo("/queue/x");
        assertThat(old.message(frame(StompCommand.MESSAGE, "destination", "/queue/x", "message-id", "1")))
                .isSameAs(made);
        refuses(() -> old.subscribe(frame(StompCommand.SUBSCRIBE, "destination", "/queue/x"), null));
        refuses(() -> old.send(frame(StompCommand.NACK, "message-id", "1")))
                .hasMessage("STOMP 1.0 has no command NACK");
        assertThat(old.unsubscribe("/queue/x")).isSameAs(made);
    }

    @Test
    void afterALossSubscriptionsAreReplayedInTheirOrder() {
        for (String id : new String[] {"c", "a", "d", "b"}) {
            session.subscribe(subscribe(id), "context " + id);
        }
        session.unsubscribe("a");
        session.close(false);
        assertThat(session.replayable()).extracting(Subscription::id).containsExactly("c", "d", "b");

        Sessions.connect(session, "1.2");
        refuses(() -> session.message(message("c"))).as("not in force yet").hasMessage("there is no subscription 'c'");
        refuses(() -> session.unsubscribe("c"));
        for (Subscription lost : session.replayable()) {
            assertThat(session.subscribe(lost.frame(), lost.context())).isEqualTo(lost);
        }
        assertThat(session.message(message("d")).context()).isEqualTo("context d");
    }

    @Test
    void aReplayThatIsCutShortIsReplayedWhole() {
        session.subscribe(subscribe("a"), null);
        session.subscribe(subscribe("b"), null);
        session.subscribe(subscribe("c"), null);
        session.close(false);
        Sessions.connect(session, "1.2");
        session.subscribe(subscribe("b"), null);
        session.close(false);

        assertThat(session.replayable()).extracting(Subscription::id).containsExactly("a", "b", "c");
    }

    @Test
    void aFlushForgetsSubscriptions() {
        session.subscribe(subscribe("a"), null);
        session.close(true);

        assertThat(session.replayable()).isEmpty();
    }

    @Test
    void whatIsForgottenWhileDisconnectedIsNotReplayed() {
        session.subscribe(subscribe("a"), null);
        session.subscribe(subscribe("b"), null);
        session.close(false);

        assertThat(session.forget("a").id()).isEqualTo("a");
        assertThat(session.forget("a")).isNull();
        assertThat(session.replayable()).extracting(Subscription::id).containsExactly("b");
    }

    @Test
    void anUncheckedSessionForgivesWhatIsUnknownOrTwice() {
        StompSession free = new StompSession(false);

        assertThat(free.message(message("a"))).isNull();
        assertThat(free.unsubscribe("a")).isNull();
        free.subscribe(subscribe("a"), "first");
        free.subscribe(subscribe("a"), "second");
        assertThat(free.message(message("a")).context()).isEqualTo("second");
    }
}
