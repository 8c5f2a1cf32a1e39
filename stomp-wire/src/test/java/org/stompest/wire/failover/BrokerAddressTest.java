package org.stompest.wire.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://broker:61613, tcp, broker, 61613, ''",
        "stomp://broker:1, tcp, broker, 1, ''",
        "TCP://Broker, tcp, Broker, 61613, ''",
        "ssl://broker, ssl, broker, 61612, ''",
        "stomp+ssl://broker:61614, ssl, broker, 61614, ''",
        "tcp://my_docker-host.internal/, tcp, my_docker-host.internal, 61613, ''",
        "tcp://[::1]:61613, tcp, ::1, 61613, ''",
        "tcp://[fe80::1%eth0], tcp, fe80::1%eth0, 61613, ''",
        "tcp://127.0.0.1:65535, tcp, 127.0.0.1, 65535, ''",
        "ws://broker, ws, broker, 80, ''",
        "wss://broker:15674/ws, wss, broker, 15674, /ws",
    })
    void addressIsRead(String text, String scheme, String host, int port, String path) {
        assertThat(BrokerAddress.parse(text)).isEqualTo(new BrokerAddress(scheme, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://broker:61613", "ssl://[::1]:61612", "wss://broker:443/ws"})
    void textIsAsItWasRead(String text) {
        assertThat(BrokerAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "broker:61613 | no broker's address",
                "broker | write it like tcp://host:61613",
                "tcp:broker | no broker's address",
                "tcp:// | has no host",
                "tcp://:61613 | has no host",
                "tcp://a:b | the port 'b'",
                "tcp://a: | the port ''",
                "tcp://a:0 | the port 0",
                "tcp://a:65536 | the port 65536",
                "tcp://a:-1 | the port -1",
                "tcp://a b:1 | is no host",
                "tcp://[::1:61613 | no broker's address",
                "tcp://[x]:1 | no IPv6 address",
                "tcp://::1 | has no host",
                "tcp://a:1/queue | the path '/queue'",
                "tpc://a:1 | did you mean tcp?",
                "amqp://a:1 | unknown scheme 'amqp'",
            })
    void malformedAddressIsExplained(String text, String explanation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerAddress.parse(text))
                .withMessageContaining(explanation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://me:geheim@broker:61613", "geheim@broker"})
    void credentialsInAnAddressAreRefusedAndNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerAddress.parse(text))
                .withMessageContaining("stomp.passcode")
                .withMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true", "127.0.0.1, true", "127.1.2.3, true", "::1, true", "0:0:0:0:0:0:0:1, true",
        "localhost.example, false", "10.0.0.1, false", "::2, false", "1271.0.0.1, false", "fe80::1, false",
    })
    void loopbackIsKnownByName(String host, boolean loopback) {
        assertThat(new BrokerAddress("tcp", host, 1).isLoopback()).isEqualTo(loopback);
    }
}
