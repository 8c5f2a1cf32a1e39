package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class MessageQueueTest {
    private final Backlog backlog = new Backlog(ClientOptions.DEFAULT);
    private final MessageQueue queue = new MessageQueue(backlog, new StompConnectionException("not yet", null));

    private static StompMessage message(String mode) {
        StompHeaders subscribe = StompHeaders.of("id", "1", "destination", "/q", "ack", mode);
        StompFrame frame = StompFrame.of(StompCommand.MESSAGE, StompHeaders.empty(), new byte[10]);
        return new StompMessage(frame, new StompSubscription(subscribe), null);
    }

    @Test
    void aNewOwnerDoesNotGetWhatTheBrokerDeliversAgain() {
        queue.open("first");
        queue.add("first", message("client"));

        queue.open("second");
        queue.clear("first", new StompConnectionException("too late to be of effect", null));

        assertThat(queue.take(Deadline.in(Duration.ZERO))).isNull();
        assertThat(backlog.messages()).isZero();
    }

    @Test
    void aNewOwnerGetsWhatCountsAsAcknowledged() {
        queue.open("first");
        StompMessage message = message("auto");
        queue.add("first", message);

        queue.open("second");

        assertThat(queue.take(Deadline.in(Duration.ZERO))).isSameAs(message);
    }
}
