package org.stompest.wire.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.TransportOptions;

/** How the tests of this package connect and what they send. */
final class Broker {
    static final ConnectOptions NO_BEATS = ConnectOptions.DEFAULT.withHeartBeat(HeartBeat.NONE);
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final StompFrame SUBSCRIBE =
            ClientFrames.subscribe(StompVersion.V1_2, StompHeaders.of("id", "s", "destination", "d"));

    private Broker() {}

    static StompConnection open(ScriptedBroker broker, ConnectionHandler handler) {
        return open(broker, NO_BEATS, TransportOptions.DEFAULT, handler);
    }

    static StompConnection open(
            ScriptedBroker broker, ConnectOptions options, TransportOptions transport, ConnectionHandler handler) {
        return StompConnection.open(address(broker), transport, options, new StompSession(false), handler);
    }

    static BrokerAddress address(ScriptedBroker broker) {
        return new BrokerAddress("tcp", "127.0.0.1", broker.port());
    }

    static StompFrame send(String body) {
        return ClientFrames.send(StompHeaders.builder().add("destination", "d").build(), body.getBytes(UTF_8));
    }

    static StompFrame send(String body, String receipt) {
        return ClientFrames.withReceipt(send(body), receipt);
    }
}
