package org.stompest.testbrokers;

import java.nio.file.Path;

/**
 * What distinguishes one Artemis from another.
 *
 * @param data the folder of its journal, or null for none: then nothing outlives it
 * @param stompPort its STOMP port, or 0 for any
 * @param corePort the port for its own clients and other brokers, or 0 for any
 * @param role alone, or what it is to another
 * @param peerPort the core port of the other one, or 0 if it is alone
 */
public record ArtemisSettings(Path data, int stompPort, int corePort, Role role, int peerPort) {
    /** What a broker is to the other one. */
    public enum Role {
        /** There is no other. */
        SINGLE,
        /** The one that works, of two that share a journal. */
        LIVE,
        /** The one that waits for the end of the other, and takes over its journal. */
        BACKUP,
        /** One of two that work, each with a journal of its own, and pass messages on. */
        MEMBER
    }

    /** {@return settings of one without a journal, on any ports} */
    public static ArtemisSettings withoutJournal() {
        return new ArtemisSettings(null, 0, 0, Role.SINGLE, 0);
    }
}
