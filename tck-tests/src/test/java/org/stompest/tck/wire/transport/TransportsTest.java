package org.stompest.tck.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.wire.StompException;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompMessage;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.transport.TlsOptions;

@Execution(ExecutionMode.SAME_THREAD)
class TransportsTest {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final StompHeaders QUEUE = StompHeaders.builder()
            .add("destination-type", "ANYCAST")
            .add("subscription-type", "ANYCAST")
            .build();

    private final String queue = "transport." + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ssl", "ws", "wss"})
    void messagesOfAnySizeGoThereAndBack(String scheme) {
        try (StompClient client = new StompClient(SecuredArtemis.uri(scheme))) {
            client.connect();
            client.subscribe(queue, QUEUE);
            for (int size : new int[] {0, 1, 70_000, 2_000_000}) {
                byte[] body = new byte[size];
                for (int i = 0; i < size; i++) {
                    body[i] = (byte) (i * 31);
                }
                client.sendConfirmed(queue, body, QUEUE);
                StompMessage message = client.receive(WAIT).orElseThrow();
                assertThat(message.body()).isEqualTo(body);
                client.ackConfirmed(message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl", "ws", "wss"})
    void manySmallMessagesInBursts(String scheme) {
        int count = 2_000;
        try (StompClient client = new StompClient(SecuredArtemis.uri(scheme))) {
            client.connect();
            client.subscribe(queue, QUEUE);
            for (int i = 0; i < count; i++) {
                client.send(queue, "message " + i, QUEUE);
            }
            for (int i = 0; i < count; i++) {
                StompMessage message = client.receive(WAIT).orElseThrow();
                assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo("message " + i);
                client.ack(message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl", "ws", "wss"})
    void connectionsThatWereLostAreReplaced(String scheme) {
        String uri = "failover:(" + SecuredArtemis.uri(scheme) + ")?initialReconnectDelay=0";
        try (StompClient client = new StompClient(uri)) {
            client.connect();
            client.subscribe(queue, QUEUE);

            SecuredArtemis.drop();

            await().atMost(WAIT).ignoreExceptions().until(() -> {
                client.sendConfirmed(queue, "again", QUEUE);
                return true;
            });
            assertThat(client.receive(WAIT)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl", "ws", "wss"})
    void nothingIsLeftAtTheBroker(String scheme) {
        int before = SecuredArtemis.connections();
        for (int i = 0; i < 5; i++) {
            try (StompClient client = new StompClient(SecuredArtemis.uri(scheme))) {
                client.connect();
            }
        }
        await().atMost(WAIT).until(() -> SecuredArtemis.connections() <= before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl", "wss"})
    void clientCertificatesAreShown(String scheme) {
        try (StompClient client =
                new StompClient(SecuredArtemis.demandingUri(scheme) + SecuredArtemis.clientCertificate())) {
            client.connect();
            client.sendConfirmed(queue, "hello", QUEUE);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void aMissingClientCertificateIsTold() {
        try (StompClient client = new StompClient(SecuredArtemis.demandingUri("ssl"))) {
            assertThatThrownBy(client::connect)
                    .isInstanceOf(StompException.class)
                    .hasMessageContaining("transport.keyStoreLocation");
        }
    }

    @Test
    void aCertificateThatNobodyKnowsIsTold() {
        String uri = SecuredArtemis.uri("ssl");
        try (StompClient client = new StompClient(uri.substring(0, uri.indexOf('?')))) {
            assertThatThrownBy(client::connect)
                    .isInstanceOf(StompException.class)
                    .hasMessageContaining("transport.trustStoreLocation");
        }
    }

    @Test
    void thePlainPortIsTold() {
        String uri = SecuredArtemis.uri("tcp").replace("tcp:", "ssl:");
        try (StompClient client = new StompClient(uri)) {
            assertThatThrownBy(client::connect)
                    .isInstanceOf(StompException.class)
                    .hasMessageContaining("TLS");
        }
    }

    @Test
    void aContextOfTheCaller() {
        String uri = SecuredArtemis.demandingUri("ssl");
        StompUri withContext = StompUri.parse(uri.substring(0, uri.indexOf('?')), Set.of())
                .withTransport(options -> options.withTls(
                        TlsOptions.DEFAULT.withContext(SecuredArtemis.CLIENT.context(SecuredArtemis.SERVER))));
        try (StompClient client = new StompClient(withContext, ClientOptions.DEFAULT)) {
            client.connect();
            client.sendConfirmed(queue, "hello", QUEUE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl", "ws", "wss"})
    void jmsToo(String scheme) {
        try (JMSContext context = new StompConnectionFactory(SecuredArtemis.uri(scheme)).createContext()) {
            Queue destination = context.createQueue(queue);
            context.createProducer().send(destination, "hello");
            assertThat(context.createConsumer(destination).receiveBody(String.class, WAIT.toMillis()))
                    .isEqualTo("hello");
        }
    }

    @Test
    void jmsWithAContextOfTheApplication() throws JMSException {
        String uri = SecuredArtemis.demandingUri("ssl");
        StompConnectionFactory factory = new StompConnectionFactory(uri.substring(0, uri.indexOf('?')));
        factory.setSslContext(SecuredArtemis.CLIENT.context(SecuredArtemis.SERVER));
        try (Connection connection = factory.createConnection()) {
            connection.start();
            assertThat(connection.getMetaData().getJMSProviderName()).isNotEmpty();
        }
    }
}
