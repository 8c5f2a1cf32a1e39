package org.stompest.testbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class BreakTest {
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:h\n\n\0";

    @Test
    void aConnectionIsClosedAfterAByteThatIsSent() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().breakAfterSending(7, false).handshake().error("is never sent");
            try (RawClient client = new RawClient(broker)) {
                client.write(CONNECT);
                for (char c : "CONNECT".toCharArray()) {
                    assertThat(client.readByte()).isEqualTo(c);
                }
                assertThat(client.readByte()).isNegative();
            }
            assertThat(broker.bytesSent(1)).isEqualTo(7);
            assertThat(broker.bytesReceived(1)).isEqualTo(CONNECT.length());
        }
    }

    @Test
    void aConnectionIsResetAfterAByteThatIsRead() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().breakAfterReceiving(CONNECT.length() + 3, true).handshake();
            try (RawClient client = new RawClient(broker)) {
                client.write(CONNECT);
                assertThat(client.read()).isEqualTo("CONNECTED\nversion:1.2\n\n");
                client.write("SEND\ndestination:d\n\n\0");
                assertThatThrownBy(client::readByte).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aBreakOfZeroBytesIsOneBeforeAnything() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().breakAfterReceiving(0, false).handshake();
            try (RawClient client = new RawClient(broker)) {
                assertThat(client.readByte()).isNegative();
            }
        }
    }
}
