package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.StompConnection;

/** A connection that ends between CONNECTED and the moment from which it counts. */
class LostWhileOpenedTest {
    private final Calls calls = new Calls() {
        @Override
        public void onOpened(StompConnection fresh) {
            opened++;
            if (opened == 1) {
                await().until(() -> !fresh.isOpen() && fresh.end() != null);
            }
        }
    };

    private int opened;

    @Test
    void withAPlainUriTheReasonIsTold() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().close();
            ReconnectingConnection connection = connection(broker.uri());

            assertThatThrownBy(connection::open)
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("ended while it was opened")
                    .hasMessageContaining("closed the connection");
        }
    }

    @Test
    void withFailoverItIsReplaced() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().close();
            broker.connection().handshake().expectClose();
            ReconnectingConnection connection = connection(Client.failoverUri(broker, ""));

            connection.open();

            assertThat(connection.isConnected()).isTrue();
            assertThat(opened).isEqualTo(2);
            connection.close();
        }
    }

    @Test
    void aRefusalIsARefusalWhetherItComesInsteadOfConnectedOrBehindIt() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.connection().handshake().error("not for you").close();
            ReconnectingConnection connection = connection(Client.failoverUri(broker, ""));

            assertThatThrownBy(connection::open)
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("not for you");
        }
    }

    private ReconnectingConnection connection(String uri) {
        return new ReconnectingConnection(StompUri.parse(uri, Set.of()), calls);
    }
}
