package org.stompest.wire.faults;

import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.client.StompUri;

/** The clients of the library, each with what it makes of the loss of its connection. */
enum ClientKind {
    CONNECTION(false) {
        @Override
        Subject make(StompUri uri, Settings settings) {
            return new BareSubject(uri, settings);
        }
    },
    RECONNECTING(false) {
        @Override
        Subject make(StompUri uri, Settings settings) {
            return new ReconnectingSubject(uri, settings);
        }
    },
    RECONNECTING_FAILOVER(true) {
        @Override
        Subject make(StompUri uri, Settings settings) {
            return new ReconnectingSubject(uri, settings);
        }
    },
    SYNC(false) {
        @Override
        Subject make(StompUri uri, Settings settings) {
            return new SyncSubject(uri, settings);
        }
    },
    SYNC_FAILOVER(true) {
        @Override
        Subject make(StompUri uri, Settings settings) {
            return new SyncSubject(uri, settings);
        }
    },
    ASYNC(false) {
        @Override
        Subject make(StompUri uri, Settings settings) {
            return new AsyncSubject(uri, settings);
        }
    },
    ASYNC_FAILOVER(true) {
        @Override
        Subject make(StompUri uri, Settings settings) {
            return new AsyncSubject(uri, settings);
        }
    };

    private final boolean failover;

    ClientKind(boolean failover) {
        this.failover = failover;
    }

    abstract Subject make(StompUri uri, Settings settings);

    Subject of(ScriptedBroker broker) {
        return of(broker, Settings.DEFAULT);
    }

    Subject of(ScriptedBroker broker, Settings settings) {
        return make(settings.uri(broker, failover), settings);
    }

    Subject of(int port, Settings settings) {
        return make(settings.uri(port, failover), settings);
    }

    /** {@return whether any loss is mended by the client itself} */
    boolean failsOver() {
        return failover;
    }

    /** {@return whether the loss that follows an ERROR is mended by the client itself} */
    boolean outlivesErrors() {
        return this != CONNECTION;
    }
}
