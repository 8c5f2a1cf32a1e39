package org.stompest.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.options.Secrets;

class TransportOptionsTest {
    private static final String SECRET = "geheim";

    @Test
    void everyOptionForASocketAndAProxyArrives() {
        TransportOptions options = parse("tcp://b?transport.trafficClass=16&transport.localAddress=127.0.0.2"
                + "&transport.proxyType=HTTP&transport.proxyHost=p&transport.proxyPort=3128&transport.proxyUser=me"
                + "&transport.proxyPassword=geheim");

        assertThat(options.tcp()).isEqualTo(new TcpOptions(true, false, 0, 0, -1, 16, "127.0.0.2"));
        assertThat(options.proxy()).isEqualTo(ProxyOptions.http("p", 3128).withCredentials("me", SECRET));
        assertThat(parse("tcp://b?transport.proxyType=socks&transport.proxyHost=p")
                        .proxy())
                .isEqualTo(ProxyOptions.socks("p", 1080));
        assertThat(parse("tcp://b?transport.proxyType=socks5&transport.proxyHost=p")
                        .proxy())
                .isEqualTo(ProxyOptions.socks("p", 1080));
        assertThat(parse("tcp://b?transport.proxyType=http&transport.proxyHost=p")
                        .proxy())
                .isEqualTo(ProxyOptions.http("p", 8080));
    }

    @Test
    void everyOptionForTlsArrives() {
        TlsOptions tls = parse("ssl://b?transport.trustStorePath=t&transport.trustStorePassword=geheim"
                        + "&transport.trustStoreType=JKS&transport.keyStoreLocation=k&transport.keyStorePassword=geheim2"
                        + "&transport.keyStoreType=pem&transport.keyLocation=kk&transport.keyPassword=geheim3"
                        + "&transport.verifyHostName=false&transport.enabledProtocols=TLSv1.2,TLSv1.3"
                        + "&transport.enabledCipherSuites=A,B")
                .tls();

        assertThat(tls.trustStore()).isEqualTo(new StoreOptions("t", "JKS", SECRET));
        assertThat(tls.keyStore()).isEqualTo(new StoreOptions("k", "pem", "geheim2"));
        assertThat(tls.keyLocation()).isEqualTo("kk");
        assertThat(tls.keyPassword()).isEqualTo("geheim3");
        assertThat(tls.verifyHost()).isFalse();
        assertThat(tls.enabledProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(tls.enabledCipherSuites()).containsExactly("A", "B");
    }

    @Test
    void everyOptionForWebSocketsArrives() {
        WebSocketOptions webSocket = parse("wss://b/ws?transport.ws.subProtocols=v12.stomp"
                        + "&transport.ws.httpHeader.Authorization=Bearer%20geheim&transport.ws.httpHeader.X-A=1")
                .webSocket();

        assertThat(webSocket.subProtocols()).containsExactly("v12.stomp");
        assertThat(webSocket.headers()).containsExactly(entry("Authorization", "Bearer geheim"), entry("X-A", "1"));
    }

    @Test
    void noSecretIsShown() {
        String uri = "wss://b/ws?transport.ws.httpHeader.Authorization=geheim&transport.trustStoreLocation=t"
                + "&transport.trustStorePassword=geheim&transport.keyStoreLocation=k&transport.keyStorePassword=geheim"
                + "&transport.keyPassword=geheim&transport.proxyType=http&transport.proxyHost=p"
                + "&transport.proxyUser=me&transport.proxyPassword=geheim";

        assertThat(StompUri.parse(uri, Set.of()))
                .asString()
                .contains("Authorization", "p:8080 as me", "trustStore=t")
                .doesNotContain(SECRET);
        assertThat(Secrets.mask(uri)).contains("trustStoreLocation=t").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://a?transport.trustStoreLocation=t | transport.trustStoreLocation | ssl:// and wss://",
                "ws://a?transport.verifyHost=false | transport.verifyHost | ssl:// and wss://",
                "ssl://a?transport.ws.httpHeader.X=y | transport.ws.httpHeader.X | ws:// and wss://",
                "failover:(tcp://a,ws://b)?transport.verifyHost=true | transport.verifyHost | ssl:// and wss://",
                "failover:(tcp://a?transport.trustStorePath=x,ssl://b) | transport.trustStorePath | tcp://a",
                "tcp://a?transport.trustAll=true | transport.trustAll | unknown option",
                "ssl://a?transport.keyAlias=x | transport.keyStoreLocation | keyAlias",
                "ssl://a?transport.trustStorePassword=geheim | transport.trustStoreLocation | trustStorePassword",
                "tcp://a?transport.proxyHost=x | transport.proxyType | socks or http",
                "tcp://a?transport.proxyType=ftp | transport.proxyType | none, socks or http",
                "tcp://a?transport.proxyType=http | transport.proxyHost | http",
                "tcp://a?transport.proxyType=http&transport.proxyHost=x&transport.proxyPort=70000 | proxyPort | 65535",
                "ws://a?transport.ws.subProtocols=a%20b | transport.ws.subProtocols | a b",
                "ws://a?transport.ws.httpHeader.Host=x | transport.ws.httpHeader.Host | itself",
                "ws://a?transport.ws.httpHeader.X=geheim%0D%0AY:z | transport.ws.httpHeader.X | line breaks",
                "ws://a?transport.ws.httpHeader.a%20b=geheim | transport.ws.httpHeader.a b | no name",
                "tcp://a?transport.trafficClass=256 | transport.trafficClass | 255",
            })
    void whatMeansNothingIsRefused(String uri, String name, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(uri))
                .withMessageContaining(name)
                .withMessageContaining(reason)
                .withMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failover:(tcp://a,ssl://b)?transport.verifyHost=false",
                "failover:(tcp://a,wss://b/ws)?nested.transport.ws.httpHeader.X=y",
            })
    void whatMeansSomethingToOneOfTheBrokersIsTaken(String uri) {
        assertThat(StompUri.parse(uri, Set.of()).brokers()).hasSize(2);
    }

    @Test
    void aContextOfTheCallerAndStoresExcludeEachOther() throws NoSuchAlgorithmException {
        SSLContext context = SSLContext.getDefault();
        TlsOptions stores = TlsOptions.DEFAULT.withTrustStore(StoreOptions.of("t", null));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> stores.withContext(context))
                .withMessageContaining("transport.trustStoreLocation");
        assertThat(TlsOptions.DEFAULT.withContext(context)).asString().contains("context of the caller");
    }

    @Test
    void everyPartCanBeChangedInCode() {
        StompUri uri = StompUri.parse("failover:(ssl://a,ssl://b)", Set.of())
                .withTransport(options -> options.withConnectTimeout(Duration.ofMillis(1))
                        .withWebSocket(WebSocketOptions.DEFAULT.withHeader("A", "b"))
                        .withTls(options.tls()
                                .withKeyStore(StoreOptions.of("k", null))
                                .withKeyAlias("x")));

        assertThat(uri.brokers()).allSatisfy(broker -> {
            assertThat(broker.transport().connectTimeout()).hasMillis(1);
            assertThat(broker.transport().tls().keyAlias()).isEqualTo("x");
            assertThat(broker.transport().webSocket().headers()).containsEntry("A", "b");
        });
    }

    private static TransportOptions parse(String uri) {
        return StompUri.parse(uri, Set.of()).brokers().get(0).transport();
    }
}
