package org.stompest.wire.faults;

import java.time.Duration;
import java.util.function.Function;
import org.stompest.wire.session.HeartBeat;

/** The clients that the matrix is run with. */
enum SubjectKind {
    CONNECTION(ConnectionSubject::new),
    SYNC(SyncSubject::new);

    /** How long anybody waits for what must come. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Function<Setup, Subject> maker;

    SubjectKind(Function<Setup, Subject> maker) {
        this.maker = maker;
    }

    Subject of(Setup setup) {
        return maker.apply(setup);
    }

    /**
     * How a subject is set up.
     *
     * @param port the broker's
     * @param receiptTimeout how long to wait for receipts, that of DISCONNECT too
     * @param heartBeat what is asked for
     * @param options further options for the URI, each with an ampersand before it
     */
    record Setup(int port, Duration receiptTimeout, HeartBeat heartBeat, String options) {
        static Setup patient(int port) {
            return new Setup(port, PATIENCE, HeartBeat.NONE, "");
        }

        Setup withReceiptTimeout(Duration value) {
            return new Setup(port, value, heartBeat, options);
        }

        Setup withHeartBeat(HeartBeat value) {
            return new Setup(port, receiptTimeout, value, options);
        }

        Setup withOptions(String value) {
            return new Setup(port, receiptTimeout, heartBeat, value);
        }

        String uri() {
            return "tcp://127.0.0.1:" + port + "?stomp.heartBeat=" + heartBeat + options;
        }
    }
}
