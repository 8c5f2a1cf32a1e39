package org.stompest.wire.client;

import org.stompest.wire.frame.StompVersion;

/** The values of the header {@code ack} of SUBSCRIBE. */
final class AckModes {
    static final String AUTO = "auto";
    static final String CLIENT = "client";
    static final String CLIENT_INDIVIDUAL = "client-individual";

    private AckModes() {}

    /** Each message for itself, where the version knows that. */
    static String byDefault(StompVersion version) {
        return version == StompVersion.V1_0 ? CLIENT : CLIENT_INDIVIDUAL;
    }
}
