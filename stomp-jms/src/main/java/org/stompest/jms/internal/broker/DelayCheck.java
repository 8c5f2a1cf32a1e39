package org.stompest.jms.internal.broker;

import jakarta.jms.JMSException;
import org.stompest.jms.StompDestination;
import org.stompest.jms.StompDestination.Kind;
import org.stompest.jms.dialect.DelayProbe;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.frame.StompFrame;

/**
 * Finds out, before the first delayed message of a connection, whether the broker delays at all, see {@link DelayProbe}. Usable
 * from any thread; two that ask at once both ask.
 */
public final class DelayCheck {
    private final BrokerLink link;
    private final TemporaryNames names;
    private volatile boolean delays;

    DelayCheck(BrokerLink link, TemporaryNames names) {
        this.link = link;
        this.names = names;
    }

    /**
     * Checks that a delayed message can be sent.
     *
     * @throws JMSException if the broker would deliver it at once, or does not answer
     */
    public void require() throws JMSException {
        DelayProbe probe =
                delays || names == null ? null : link.dialect().delayProbe().orElse(null);
        if (probe == null) {
            return;
        }
        Deadline deadline = link.requestDeadline();
        StompFrame answer = null;
        while (answer == null) {
            StompDestination temporary = StompDestination.of(Kind.TEMPORARY_QUEUE, names.make(Kind.TEMPORARY_QUEUE));
            try (SelfMessage message =
                    new SelfMessage(link, names.subscribe(temporary), deadline, "delay", "messages")) {
                answer = message.exchange(probe.ask(temporary));
            }
        }
        probe.check(answer);
        delays = true;
    }
}
