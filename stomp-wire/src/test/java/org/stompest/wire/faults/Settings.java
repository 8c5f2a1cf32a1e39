package org.stompest.wire.faults;

import java.time.Duration;
import java.util.Set;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.client.StompUri;

/**
 * How a subject is set up.
 *
 * @param scheme of the broker
 * @param options of the broker, as in a URI
 * @param failoverOptions of a failover URI
 * @param receiptTimeout how long it waits for receipts
 * @param closeTimeout how long it waits for the receipt of DISCONNECT
 */
record Settings(String scheme, String options, String failoverOptions, Duration receiptTimeout, Duration closeTimeout) {
    static final Settings DEFAULT = new Settings("tcp", "stomp.heartBeat=0,0", "", Subject.PATIENCE, Subject.PATIENCE);

    Settings with(String more) {
        return new Settings(scheme, options + "&" + more, failoverOptions, receiptTimeout, closeTimeout);
    }

    Settings overTls() {
        return new Settings("ssl", options, failoverOptions, receiptTimeout, closeTimeout);
    }

    Settings withHeartBeat(String heartBeat) {
        return new Settings(scheme, "stomp.heartBeat=" + heartBeat, failoverOptions, receiptTimeout, closeTimeout);
    }

    Settings withFailover(String more) {
        return new Settings(scheme, options, failoverOptions + "&" + more, receiptTimeout, closeTimeout);
    }

    Settings withReceiptTimeout(Duration value) {
        return new Settings(scheme, options, failoverOptions, value, closeTimeout);
    }

    Settings withCloseTimeout(Duration value) {
        return new Settings(scheme, options, failoverOptions, receiptTimeout, value);
    }

    StompUri uri(int port, boolean failover) {
        String plain = scheme + "://127.0.0.1:" + port + "?" + options;
        return StompUri.parse(
                failover
                        ? "failover:(" + plain + ")?failover.initialReconnectDelay=1&failover.maxReconnectDelay=5"
                                + failoverOptions
                        : plain,
                Set.of());
    }

    StompUri uri(ScriptedBroker broker, boolean failover) {
        return uri(broker.port(), failover);
    }
}
