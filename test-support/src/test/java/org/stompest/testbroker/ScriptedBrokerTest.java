package org.stompest.testbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stompest.testbroker.FrameMatcher.body;
import static org.stompest.testbroker.FrameMatcher.command;
import static org.stompest.testbroker.FrameMatcher.has;
import static org.stompest.testbroker.FrameMatcher.header;
import static org.stompest.testbroker.FrameMatcher.lacks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ScriptedBrokerTest {
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:h\n\n^@";

    @Test
    void playsAWholeConversation() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection()
                    .expectConnect(header("host", "h"), has("accept-version"))
                    .connected("1.2", "server", "scripted/1", "heart-beat", "0,0")
                    .expect("SUBSCRIBE", header("destination", "a:b"), lacks("receipt"))
                    .message("grüße", "priority", "4")
                    .expect("ACK", header("id", "1"))
                    .expect("DISCONNECT")
                    .receipt()
                    .expectClose();
            try (RawClient client = new RawClient(broker)) {
                assertThat(client.write(CONNECT).read())
                        .isEqualTo("CONNECTED\nversion:1.2\nserver:scripted/1\nheart-beat:0,0\n\n");
                client.write("SUBSCRIBE\nid:s\ndestination:a\\cb\nack:client\n\n^@");
                assertThat(client.read())
                        .startsWith("MESSAGE\nmessage-id:1\ndestination:a\\cb\nsubscription:s\nack:1\npriority:4\n")
                        .contains("\ncontent-length:7\n\n");
                client.write("ACK\nid:1\n\n^@DISCONNECT\nreceipt:bye\n\n^@");
                assertThat(client.read()).isEqualTo("RECEIPT\nreceipt-id:bye\n\n");
            }
            broker.awaitPlayed();
            assertThat(broker.received())
                    .extracting(WireFrame::command)
                    .containsExactly("CONNECT", "SUBSCRIBE", "ACK", "DISCONNECT");
        }
    }

    @Test
    void playsOneScriptForEachConnection() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expectConnect().errorForLast("no").close();
            broker.connection().handshake();
            broker.everyFurtherConnection(script -> script.expectConnect().connected("1.0"));
            try (RawClient client = new RawClient(broker)) {
                assertThat(client.write(CONNECT).read()).isEqualTo("ERROR\nmessage:no\n\n");
                assertThat(client.readByte()).isNegative();
            }
            try (RawClient client = new RawClient(broker)) {
                assertThat(client.write(CONNECT).read()).startsWith("CONNECTED\nversion:1.2");
            }
            for (int i = 0; i < 2; i++) {
                try (RawClient client = new RawClient(broker)) {
                    assertThat(client.write(CONNECT).read()).isEqualTo("CONNECTED\n\n");
                }
            }
            assertThat(broker.connections()).isEqualTo(4);
            assertThat(broker.received("CONNECT")).hasSize(4);
        }
    }

    @Test
    void answersReceiptsByItselfAlsoOfIgnoredFrames() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().autoReceipts().ignoring("BEGIN").expect("SEND", body("x"));
            try (RawClient client = new RawClient(broker)) {
                client.write("BEGIN\ntransaction:t\nreceipt:1\n\n^@SEND\ndestination:d\nreceipt:2\n\nx^@");
                assertThat(client.read()).contains("receipt-id:1");
                assertThat(client.read()).contains("receipt-id:2");
            }
        }
    }

    @Test
    void acceptsStepsWhileItPlays() throws IOException {
        CountDownLatch ready = new CountDownLatch(1);
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script script = broker.connection().await(ready).error("out of the blue");
            script.expectInAnyOrder(command("ACK"), command("NACK"))
                    .reply(f -> WireFrame.of("RECEIPT", "is", f.command()));
            try (RawClient client = new RawClient(broker)) {
                ready.countDown();
                assertThat(client.read()).isEqualTo("ERROR\nmessage:out of the blue\n\n");
                client.write("NACK\nid:1\n\n^@ACK\nid:2\n\n^@");
                assertThat(client.read()).isEqualTo("RECEIPT\nis:ACK\n\n");
                broker.awaitReceived(all -> all.size() == 2);
            }
        }
    }

    @Test
    void floods() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().expect("SUBSCRIBE").flood(100, "m");
            try (RawClient client = new RawClient(broker)) {
                client.write("SUBSCRIBE\nid:s\ndestination:d\n\n^@");
                for (int i = 1; i <= 100; i++) {
                    assertThat(client.read())
                            .startsWith("MESSAGE\nmessage-id:" + i + "\n")
                            .endsWith("\n\nm");
                }
            }
        }
    }

    @Test
    void splitsDiesAndResets() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            WireFrame error = WireFrame.of("ERROR", "message", "m");
            broker.connection().splitNext(1).reply(error).dieMidFrame(error, 8);
            broker.connection().expectConnect().reset();
            try (RawClient client = new RawClient(broker)) {
                assertThat(client.read()).isEqualTo("ERROR\nmessage:m\n\n");
                assertThatThrownBy(client::read).hasMessage("the end came after 'ERROR\nme'");
            }
            try (RawClient client = new RawClient(broker)) {
                client.write(CONNECT);
                assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void sendsAndExpectsHeartBeats() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().heartBeat().expectHeartBeat().error("beaten");
            try (RawClient client = new RawClient(broker)) {
                client.write(CONNECT).read();
                assertThat(client.readByte()).isEqualTo('\n');
                await().until(() -> client.write("\n").hasMore());
                assertThat(client.read()).contains("beaten");
            }
        }
    }

    @Test
    void aHeartBeatMayComeBeforeItIsExpectedButNotBeforeTheLastFrame() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            CountDownLatch came = new CountDownLatch(1);
            broker.connection()
                    .handshake()
                    .await(came)
                    .expectHeartBeat()
                    .expectHeartBeat()
                    .error("beaten");
            try (RawClient client = new RawClient(broker)) {
                client.write("\n" + CONNECT + "\n");
                client.read();
                came.countDown();
                await().during(Duration.ofMillis(200)).until(() -> !client.hasMore());
                client.write("\n");
                assertThat(client.read()).contains("beaten");
            }
        }
    }

    @Test
    void goesDownAndComesBackOnTheSamePort() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.stopListening();
            assertThatThrownBy(() -> new RawClient(broker)).isInstanceOf(ConnectException.class);
            broker.listenAgain();
            broker.connection().handshake();
            try (RawClient client = new RawClient(broker)) {
                assertThat(client.write(CONNECT).read()).startsWith("CONNECTED");
            }
        }
    }

    @Test
    void canStopReading() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script script = broker.connection().handshake().stopReading().heartBeat();
            try (RawClient client = new RawClient(broker)) {
                client.write(CONNECT).read();
                client.readByte();
                client.write("SEND\ndestination:d\n\n1^@").write("SEND\ndestination:d\n\n2^@");
                script.resumeReading()
                        .expect("SEND", body("1"))
                        .expect("SEND", body("2"))
                        .heartBeat();
                assertThat(client.readByte()).isEqualTo('\n');
            }
        }
    }

    @Test
    void staysSilent() throws IOException {
        ScriptedBroker broker = new ScriptedBroker();
        broker.connection().silence();
        try (RawClient client = new RawClient(broker)) {
            client.write(CONNECT).write("DISCONNECT\nreceipt:1\n\n^@");
            broker.awaitReceived(all -> all.size() == 2);
            broker.close();
            assertThat(client.readByte()).isNegative();
        }
    }
}
