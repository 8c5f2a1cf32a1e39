package org.stompest.testbrokers;

import java.nio.file.Path;

/**
 * Two Artemis that work, each with a journal of its own; messages that have consumers only at the other one are passed on to
 * it. What one of them holds waits in its journal while it is away.
 */
public final class ArtemisCluster implements AutoCloseable {
    private final BrokerProcess first;
    private final BrokerProcess second;

    /**
     * Makes both; they are still to be started.
     *
     * @param data the folder of their journals and logs; made if it is not there
     */
    public ArtemisCluster(Path data) {
        int firstCore = Ports.free();
        int secondCore = Ports.free();
        first = member(data.resolve("first"), firstCore, secondCore);
        second = member(data.resolve("second"), secondCore, firstCore);
    }

    private static BrokerProcess member(Path data, int core, int other) {
        return BrokerProcess.artemis(
                data, new ArtemisSettings(data, Ports.free(), core, ArtemisSettings.Role.MEMBER, other));
    }

    /**
     * Starts both.
     *
     * @return this
     */
    public ArtemisCluster start() {
        first.start();
        second.start();
        return this;
    }

    /** {@return one of them} */
    public BrokerProcess first() {
        return first;
    }

    /** {@return the other one} */
    public BrokerProcess second() {
        return second;
    }

    /** {@return {@code failover:(FIRST,SECOND)}, to which options may be appended} */
    public String uri() {
        return "failover:(" + first.uri() + "," + second.uri() + ")";
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
