package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.frame.StompVersion;

/** Connections to further brokers are held ready. */
class BackupTest {
    private final ScriptedBroker a = new ScriptedBroker();
    private final ScriptedBroker b = new ScriptedBroker();
    private final ScriptedBroker c = new ScriptedBroker();

    @AfterEach
    void everythingWentByTheScripts() {
        try (a;
                b;
                c) {
            await().until(() -> !Brokers.threadLives("stomp-", a) && !Brokers.threadLives("stomp-", b));
        }
    }

    @Test
    void aSpareIsTakenAtOnceAfterALossWithWhatItHasNegotiated() {
        CountDownLatch lose = new CountDownLatch(1);
        a.connection()
                .handshake()
                .autoReceipts()
                .expect("SUBSCRIBE")
                .await(lose)
                .close();
        b.connection()
                .expectConnect()
                .connected("1.1")
                .expect("SUBSCRIBE", header("id", "s"), lacks("receipt"))
                .message("m")
                .expect("SEND", body("after"))
                .expectClose();
        try (Client client = Brokers.client("&failover.backup=true&failover.maxReconnectAttempts=1", a, b)) {
            client.connection.open();
            client.subscribe("s");
            b.awaitReceived(all -> all.size() == 1);
            // Nothing else than the spare connection can be had now.
            awaitSpare(client, b);
            a.stopListening();
            b.stopListening();
            lose.countDown();

            await().until(() -> client.calls.saw("restored"));
            client.send("after");
            await().until(() -> client.calls.messages().size() == 1);
            assertThat(client.calls.messages()).containsExactly("context of s:m");
            assertThat(client.connection.await(Client.patience()).server().version())
                    .isEqualTo(StompVersion.V1_1);
            b.awaitReceived(all -> all.stream().anyMatch(f -> f.text().equals("after")));
        }
    }

    @Test
    void aSpareBeats() {
        CountDownLatch done = new CountDownLatch(1);
        a.connection().handshake().await(done).expectClose();
        b.connection()
                .handshake("heart-beat", "0,50")
                .expectHeartBeat()
                .expectHeartBeat()
                .then(f -> done.countDown())
                .expectClose();
        try (Client client = new Client(
                "failover:(" + a.uri() + "," + b.uri() + "?stomp.heartBeat=50,0)?failover.backup=true"
                        + "&failover.randomize=false&failover.initialReconnectDelay=1",
                new Calls())) {
            client.connection.open();
            Brokers.await(done);
        }
    }

    @Test
    void aSpareThatBreaksIsReplaced() {
        CountDownLatch lose = new CountDownLatch(1);
        a.connection().handshake().await(lose).close();
        b.connection().handshake().close();
        b.connection().handshake().reset();
        b.connection().handshake().expect("SEND", body("after")).expectClose();
        try (Client client = Brokers.client("&failover.backup=true", a, b)) {
            client.connection.open();
            b.awaitReceived(all -> all.size() == 3);
            awaitSpare(client, b);
            a.stopListening();
            b.stopListening();
            lose.countDown();

            client.calls.awaitWord("restored");
            client.send("after");
            b.awaitReceived(all -> all.stream().anyMatch(f -> f.text().equals("after")));
        }
    }

    @Test
    void asManySparesAreHeldAsThePoolHasAndTheyAreLeftInGoodOrder() {
        a.connection().handshake().expect("DISCONNECT").receipt().expectClose();
        b.connection().handshake().expect("DISCONNECT").receipt().expectClose();
        c.connection().handshake().expect("DISCONNECT").receipt().expectClose();
        try (Client client = Brokers.client("&failover.backup=true&failover.backupPoolSize=5", a, b, c)) {
            client.connection.open();
            awaitSpare(client, b);
            awaitSpare(client, c);

            client.connection.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void oneSpareIsHeldIfNothingElseIsSaid() {
        a.connection().handshake().expectClose();
        b.connection().handshake().expectClose();
        try (Client client = Brokers.client("&failover.backup=true", a, b, c)) {
            client.connection.open();
            awaitSpare(client, b);
        }
        assertThat(c.connections()).isZero();
    }

    @Test
    void withPriorityBackupASpareOfAPreferredBrokerIsTakenFirst() {
        CountDownLatch lose = new CountDownLatch(1);
        a.connection().handshake().await(lose).close();
        b.connection().handshake().expectClose();
        c.connection().handshake().expect("SEND").expectClose();
        try (Client client = Brokers.client(
                "&failover.backup=true&failover.backupPoolSize=2&failover.priorityBackup=true&failover.priorityURIs="
                        + a.uri() + "," + c.uri(),
                a,
                b,
                c)) {
            client.connection.open();
            awaitSpare(client, b);
            awaitSpare(client, c);
            a.stopListening();
            lose.countDown();

            client.calls.awaitWord("restored");
            assertThat(client.broker()).isEqualTo(c.uri());
            client.send("x");
            c.awaitReceived(all -> all.size() == 2);
        }
    }

    @Test
    void aReplacementAfterAnErrorGoesToTheSameBroker() {
        a.connection().handshake().expect("SEND").errorForLast("no").close();
        a.connection().handshake().expect("SEND", body("after")).expectClose();
        b.connection().handshake().expectClose();
        try (Client client = Brokers.client("&failover.backup=true", a, b)) {
            client.connection.open();
            awaitSpare(client, b);
            assertThatThrownBy(() -> Client.await(client.request("bad"))).isInstanceOf(StompProtocolException.class);

            client.calls.awaitWord("restored");
            client.send("after");
            a.awaitReceived(all -> all.stream().anyMatch(f -> f.text().equals("after")));
            assertThat(client.broker()).isEqualTo(a.uri());
        }
    }

    @Test
    void aCloseEndsAnAttemptInTheBackground() {
        CountDownLatch tried = new CountDownLatch(1);
        a.connection().handshake().expectClose();
        b.connection().expectConnect().then(f -> tried.countDown()).expectClose();
        try (Client client = Brokers.client("&failover.backup=true", a, b)) {
            client.connection.open();
            Brokers.await(tried);
        }
        await().until(() -> !Brokers.threadLives("stomp-standby", b));
    }

    /** A spare counts as soon as it is in the pool, a moment after CONNECTED was sent. */
    private static void awaitSpare(Client client, ScriptedBroker broker) {
        await().until(() -> client.connection.spares().contains(BrokerAddress.parse(broker.uri())));
    }
}
