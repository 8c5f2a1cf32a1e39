package org.stompest.wire.session;

import java.util.EnumSet;
import java.util.Set;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ServerFrames;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** What CONNECT offered, against which CONNECTED is held ("Protocol Negotiation", "Heart-beating"). Immutable. */
record Offer(Set<StompVersion> versions, HeartBeat heartBeat) {
    static final Offer NONE = new Offer(Set.of(), HeartBeat.NONE);

    static Offer of(StompFrame connect) {
        return new Offer(versions(connect.header(StompHeaderNames.ACCEPT_VERSION)), heartBeat(connect));
    }

    private static Set<StompVersion> versions(String acceptVersion) {
        Set<StompVersion> versions = EnumSet.noneOf(StompVersion.class);
        if (acceptVersion == null) {
            versions.add(StompVersion.V1_0);
            return versions;
        }
        for (String text : acceptVersion.split(",", -1)) {
            try {
                versions.add(StompVersion.of(text.strip()));
            } catch (IllegalArgumentException unknown) {
                throw new StompProtocolException("CONNECT offers " + acceptVersion + ": " + unknown.getMessage());
            }
        }
        return versions;
    }

    private static HeartBeat heartBeat(StompFrame frame) {
        try {
            return HeartBeat.parse(frame.header(StompHeaderNames.HEART_BEAT));
        } catch (IllegalArgumentException malformed) {
            throw new StompProtocolException(frame.command() + " is malformed: " + malformed.getMessage());
        }
    }

    ServerInfo answeredBy(StompFrame connected) {
        StompVersion version = ServerFrames.version(connected, versions);
        StompHeaders headers = connected.headers();
        return new ServerInfo(
                version,
                headers.getOrDefault(StompHeaderNames.SERVER, ""),
                headers.getOrDefault(StompHeaderNames.SESSION, ""),
                version.hasHeartBeats() ? heartBeat.negotiate(heartBeat(connected)) : HeartBeat.NONE,
                headers);
    }

    /** {@return the highest version offered, or 1.2 if none was} */
    StompVersion highest() {
        return versions.stream().max(StompVersion::compareTo).orElse(StompVersion.V1_2);
    }
}
