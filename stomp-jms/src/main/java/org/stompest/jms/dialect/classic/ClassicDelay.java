package org.stompest.jms.dialect.classic;

import jakarta.jms.JMSException;
import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.DelayProbe;
import org.stompest.jms.internal.message.HeaderNames;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Delays by the broker's scheduler, which is off unless its configuration says {@code schedulerSupport="true"}; then the header that
 * asks for the delay is a property like any other. The scheduler takes it away, and marks the message. It also moves the
 * expiration by the delay, so that the true one travels in a header of ours.
 */
final class ClassicDelay implements DelayProbe {
    /** Set by the scheduler on what it delivers. */
    static final String JOB = "scheduledJobId";

    static final String DELAY = "AMQ_SCHEDULED_DELAY";

    private static final String EXPIRES = HeaderNames.OWN_PREFIX + "Expires";

    @Override
    public StompFrame ask(StompDestination temporary) {
        return StompFrame.of(
                StompCommand.SEND,
                StompHeaders.of(StompHeaderNames.DESTINATION, ClassicDestinations.formatOwn(temporary), DELAY, "1"),
                new byte[0]);
    }

    @Override
    public void check(StompFrame answer) throws JMSException {
        if (!answer.headers().contains(JOB)) {
            throw new JMSException(
                    "this ActiveMQ Classic does not delay messages: set schedulerSupport=\"true\" on its <broker>");
        }
    }

    static void keepExpiration(StompHeaders.Builder send) {
        String expires = send.get(DELAY) == null ? null : send.get(HeaderNames.EXPIRES);
        if (expires != null) {
            send.add(EXPIRES, expires);
        }
    }

    static StompFrame restoreExpiration(StompFrame message) {
        String expires = message.headers().contains(JOB) ? message.header(EXPIRES) : null;
        return expires == null
                ? message
                : message.withHeaders(message.headers().toBuilder()
                        .set(HeaderNames.EXPIRES, expires)
                        .build());
    }
}
