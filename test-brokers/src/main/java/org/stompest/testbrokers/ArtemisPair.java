package org.stompest.testbrokers;

import java.nio.file.Path;

/** Two Artemis on one journal: one works, the other takes over when that one ends, and gives back when it is there again. */
public final class ArtemisPair implements AutoCloseable {
    private final BrokerProcess live;
    private final BrokerProcess backup;

    /**
     * Makes both; they are still to be started.
     *
     * @param data the folder of their journal and logs; made if it is not there
     */
    public ArtemisPair(Path data) {
        Path journal = data.resolve("shared");
        int liveCore = Ports.free();
        int backupCore = Ports.free();
        live = BrokerProcess.artemis(
                data.resolve("live"),
                new ArtemisSettings(journal, Ports.free(), liveCore, ArtemisSettings.Role.LIVE, backupCore));
        backup = BrokerProcess.artemis(
                data.resolve("backup"),
                new ArtemisSettings(journal, Ports.free(), backupCore, ArtemisSettings.Role.BACKUP, liveCore));
    }

    /**
     * Starts both: the one that works first.
     *
     * @return this
     */
    public ArtemisPair start() {
        live.start();
        backup.start();
        return this;
    }

    /** {@return the one that works while it runs} */
    public BrokerProcess live() {
        return live;
    }

    /** {@return the one that takes over; {@link BrokerProcess#awaitServing} waits for that} */
    public BrokerProcess backup() {
        return backup;
    }

    /** {@return {@code failover:(LIVE,BACKUP)}, to which options may be appended} */
    public String uri() {
        return "failover:(" + live.uri() + "," + backup.uri() + ")";
    }

    @Override
    public void close() {
        backup.close();
        live.close();
    }
}
