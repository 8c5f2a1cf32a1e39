package org.stompest.wire.session;

import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/**
 * What CONNECTED told.
 *
 * <p>Immutable; usable from any thread.
 *
 * @param version the version agreed on
 * @param server name and version of the server; empty if it did not say
 * @param session the id of the session; empty if the server did not say
 * @param heartBeat what was agreed on, in the client's view
 * @param headers all headers of CONNECTED
 */
public record ServerInfo(
        StompVersion version, String server, String session, HeartBeat heartBeat, StompHeaders headers) {}
