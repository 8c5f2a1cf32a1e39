package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.TransportOptions;
import org.stompest.wire.transport.Transports;

/** A write fails because the broker has closed the connection; what the broker said before tells why. */
class LastWordsTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final Confirmation pending = new Confirmation();
    private BreakingTransport transport;
    private StompConnection connection;

    @AfterEach
    void end() {
        failed.countDown();
        connection.close();
        broker.close();
    }

    private void open() {
        transport = new BreakingTransport(Transports.create(Broker.address(broker), TransportOptions.DEFAULT));
        connection = StompConnection.open(
                Broker.address(broker),
                transport,
                TransportOptions.DEFAULT,
                Broker.NO_BEATS,
                Negotiation.of(new StompSession(false)),
                new Received());
    }

    private void breakTheWrite() {
        transport.breakWrites();
        connection.request(Broker.send("m", "r"), pending, Flush.LATER);
        assertThatThrownBy(() -> connection.write(Broker.send("n"), Flush.NOW))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("Broken pipe");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void anErrorThatIsOnItsWayIsFoundAfterAFailedWrite() {
        broker.connection().handshake().await(failed).error("no room").close();
        open();

        breakTheWrite();
        failed.countDown();

        StompException why = pending.await(Deadline.in(Broker.PATIENCE));
        assertThat(why.refusal())
                .isPresent()
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("no room");
        assertThat(connection.end()).isInstanceOf(StompProtocolException.class);
    }

    @Test
    void aBrokerThatSaysNothingIsNotWaitedForLong() {
        broker.connection().handshake().expectClose();
        open();

        breakTheWrite();

        assertThat(pending.await(Deadline.in(Broker.PATIENCE))).hasMessageContaining("Broken pipe");
        await().until(() -> connection.end() != null);
        assertThat(connection.end()).isInstanceOf(StompConnectionException.class);
    }
}
