package org.stompest.testbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stompest.testbroker.FrameMatcher.header;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedBrokerFailureTest {
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:h\n\n^@";

    private final ScriptedBroker broker = new ScriptedBroker().patience(Duration.ofSeconds(5));

    private void assertFailure(String... fragments) {
        assertThatThrownBy(broker::close)
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(fragments);
    }

    @Test
    void aFrameThatIsNotTheExpectedOne() throws IOException {
        broker.connection().handshake().expect("SUBSCRIBE", header("id", "1"));
        try (RawClient client = new RawClient(broker)) {
            client.write(CONNECT).read();
            client.write("SUBSCRIBE\nid:2\ndestination:d\n\n^@");
            assertThat(client.readByte())
                    .as("the connection is closed at the first failure")
                    .isNegative();
        }
        assertFailure("connection 1, at 'expect SUBSCRIBE, id=1'", "expected SUBSCRIBE, id=1, got SUBSCRIBE [id=2");
    }

    @Test
    void onlyTheFirstOfTwo() throws IOException {
        broker.connection().expect("SEND").expect("ACK");
        try (RawClient client = new RawClient(broker)) {
            client.write("ACK\nid:1\n\n^@ACK\nid:1\n\n^@");
            assertThat(client.readByte()).isNegative();
        }
        assertThatThrownBy(broker::awaitPlayed).hasMessageContaining("expected SEND, got ACK");
        assertFailure("expected SEND, got ACK");
    }

    @Test
    void aFrameThatNobodyExpects() throws IOException {
        broker.connection().handshake();
        try (RawClient client = new RawClient(broker)) {
            client.write(CONNECT).read();
            client.write("BEGIN\ntransaction:t\n\n^@");
        }
        assertFailure("connection 1, after the script: not expected: BEGIN");
    }

    @Test
    void nothingComesInTime() throws IOException {
        broker.patience(Duration.ofMillis(50)).connection().expectConnect();
        try (RawClient client = new RawClient(broker)) {
            assertThat(client.readByte()).isNegative();
        }
        assertFailure("at 'expect CONNECT': nothing came within PT0.05S, expected CONNECT");
    }

    @Test
    void theClientLeavesTooEarly() throws IOException {
        broker.connection().handshake().expect("DISCONNECT");
        try (RawClient client = new RawClient(broker)) {
            client.write(CONNECT).read();
        }
        assertFailure("the client closed the connection, expected DISCONNECT");
    }

    @Test
    void theClientDoesNotLeave() throws IOException {
        broker.patience(Duration.ofMillis(50)).connection().expectClose();
        try (RawClient client = new RawClient(broker)) {
            assertThat(client.readByte()).isNegative();
        }
        assertFailure("expected the client to close the connection, got nothing within");
    }

    @Test
    void aConnectionWithoutAScript() throws IOException {
        try (RawClient client = new RawClient(broker)) {
            assertThat(client.readByte()).isNegative();
        }
        assertFailure("connection 1 came, but there is no script for it");
    }

    @Test
    void aConnectionThatNeverCame() {
        broker.connection().handshake();
        assertFailure("connection 1 of 1 never came");
    }

    @Test
    void aReceiptThatWasNotAskedFor() throws IOException {
        broker.connection().expectConnect().receipt();
        try (RawClient client = new RawClient(broker)) {
            assertThat(client.write(CONNECT).readByte()).isNegative();
        }
        assertFailure("at 'answer RECEIPT': asked for no receipt: CONNECT");
    }

    @Test
    void somethingThatIsNotStomp() throws IOException {
        broker.connection().expectConnect();
        try (RawClient client = new RawClient(broker)) {
            assertThat(client.write("GET / HTTP/1.1\n\n").readByte()).isNegative();
        }
        assertFailure("no command of a client: 'GET / HTTP/1.1'");
    }
}
