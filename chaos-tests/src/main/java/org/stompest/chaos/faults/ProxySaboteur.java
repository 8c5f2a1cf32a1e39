package org.stompest.chaos.faults;

import java.time.Duration;
import org.stompest.testbroker.FaultProxy;
import org.stompest.testbroker.FaultProxy.Direction;

/** Has a proxy misbehave. */
public final class ProxySaboteur extends Saboteur {
    private final FaultProxy proxy;

    /**
     * Makes one, which is still to be started.
     *
     * @param name of the proxy
     * @param proxy which misbehaves
     * @param plan what goes wrong when
     * @param counts told of each fault
     */
    public ProxySaboteur(String name, FaultProxy proxy, FaultPlan plan, FaultCounts counts) {
        super(name, plan, counts);
        this.proxy = proxy;
    }

    @Override
    void inflict(Fault fault) throws InterruptedException {
        switch (fault.kind()) {
            case RESET -> proxy.cut();
            case HANG_UP -> proxy.hangUp();
            case TRUNCATE_TO_BROKER -> proxy.truncate(Direction.TO_BROKER);
            case TRUNCATE_TO_CLIENT -> proxy.truncate(Direction.TO_CLIENT);
            case CUT_FRAME_TO_BROKER -> cutAt(Direction.TO_BROKER, fault);
            case CUT_FRAME_TO_CLIENT -> cutAt(Direction.TO_CLIENT, fault);
            case FREEZE, LONG_FREEZE -> lasting(proxy::freeze, fault.lasts(), proxy::thaw);
            case DELAY ->
                lasting(
                        () -> proxy.delay(Duration.ofMillis(fault.amount())),
                        fault.lasts(),
                        () -> proxy.delay(Duration.ZERO));
            case THROTTLE -> lasting(() -> proxy.throttle(fault.amount()), fault.lasts(), () -> proxy.throttle(0));
            case REFUSE -> lasting(this::refuse, fault.lasts(), () -> proxy.refuse(false));
            case KILL -> throw new IllegalArgumentException("a proxy cannot be killed");
        }
    }

    private void cutAt(Direction direction, Fault fault) {
        proxy.cutAt(direction, proxy.frames(direction) + fault.amount(), fault.where());
    }

    private void refuse() {
        proxy.refuse(true);
        proxy.cut();
    }

    private void lasting(Runnable begin, Duration time, Runnable end) throws InterruptedException {
        begin.run();
        try {
            passes(time);
        } finally {
            end.run();
        }
    }
}
