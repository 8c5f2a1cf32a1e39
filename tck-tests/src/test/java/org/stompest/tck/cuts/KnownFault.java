package org.stompest.tck.cuts;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.stompest.tck.support.BrokerKind;

/** What falls short of the promise, by what an application is told. {@code docs/reliability.md} has the reasons. */
enum KnownFault {
    /**
     * Classic detects no duplicates, so a commit that was cut off is in doubt where nothing comes again that would show that it was
     * not done: nothing was received, or it has gone with its temporary queue.
     */
    COMMIT_IN_DOUBT(
            EnumSet.of(BrokerKind.CLASSIC),
            EnumSet.of(Scenario.TRANSACTED_SEND, Scenario.TEMPORARY_QUEUE, Scenario.REQUEST_REPLY),
            Play.NOT_KNOWN),

    /** So is one that may have been done before the cut. */
    COMMIT_NOT_CONFIRMED(EnumSet.of(BrokerKind.CLASSIC), EnumSet.allOf(Scenario.class), Play.NOT_KNOWN) {
        @Override
        boolean explains(boolean committed) {
            return committed;
        }
    },

    /** And the one by which each scenario shows that the session can be used, as it only sends. */
    COMMIT_OF_WHAT_WAS_SENT(EnumSet.of(BrokerKind.CLASSIC), EnumSet.allOf(Scenario.class), Play.IN_DOUBT_AFTERWARDS),

    /** Classic deletes a temporary queue with its connection, and what waits in it. */
    REPLY_GONE_WITH_ITS_QUEUE(
            EnumSet.of(BrokerKind.CLASSIC),
            EnumSet.of(Scenario.REQUEST_REPLY, Scenario.TEMPORARY_QUEUE),
            "a message within"),

    /** A send to the temporary queue of a connection that Classic has lost is refused, which may be seen by the next one. */
    SEND_TO_A_QUEUE_THAT_IS_GONE(
            EnumSet.of(BrokerKind.CLASSIC), EnumSet.of(Scenario.REQUEST_REPLY), "no receipt in time");

    private final Set<BrokerKind> brokers;
    private final Set<Scenario> scenarios;
    private final String text;

    KnownFault(Set<BrokerKind> brokers, Set<Scenario> scenarios, String text) {
        this.brokers = brokers;
        this.scenarios = scenarios;
        this.text = text;
    }

    /** {@return whether it explains anything at such a cut} */
    boolean explains(boolean committed) {
        return true;
    }

    /**
     * Looks for an explanation.
     *
     * @param committed whether the broker may have had a COMMIT before the cut
     * @return whether one of them explains what was thrown
     */
    static boolean explains(BrokerKind broker, Scenario scenario, boolean committed, Throwable thrown) {
        return thrown.getMessage() != null
                && Stream.of(values())
                        .anyMatch(fault -> fault.explains(committed)
                                && fault.brokers.contains(broker)
                                && fault.scenarios.contains(scenario)
                                && thrown.getMessage().contains(fault.text));
    }
}
