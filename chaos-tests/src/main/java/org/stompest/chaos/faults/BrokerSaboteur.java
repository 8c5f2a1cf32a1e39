package org.stompest.chaos.faults;

import org.stompest.testbrokers.BrokerProcess;

/** Kills the broker and starts it again. */
public final class BrokerSaboteur extends Saboteur {
    private final BrokerProcess broker;

    /**
     * Makes one, which is still to be started.
     *
     * @param broker which is killed
     * @param plan when
     * @param counts told of each time
     */
    public BrokerSaboteur(BrokerProcess broker, FaultPlan plan, FaultCounts counts) {
        super("broker", plan, counts);
        this.broker = broker;
    }

    @Override
    void inflict(Fault fault) throws InterruptedException {
        broker.kill();
        passes(fault.lasts());
        broker.start();
    }
}
