package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.stompest.wire.connection.ConnectOptions;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.failover.ReconnectOptions;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.HeartBeat;
import org.stompest.wire.transport.TcpOptions;
import org.stompest.wire.transport.TransportOptions;

class StompUriTest {
    private static final Set<String> JMS = Set.of("jms.");

    @Test
    void plainAddressHasTheDefaults() {
        StompUri uri = StompUri.parse(" tcp://broker:61613 ", JMS);

        assertThat(uri.brokers())
                .containsExactly(new BrokerEndpoint(
                        new BrokerAddress("tcp", "broker", 61613), ConnectOptions.DEFAULT, TransportOptions.DEFAULT));
        assertThat(uri.failover()).isFalse();
        assertThat(uri.reconnect()).isEqualTo(ReconnectOptions.NONE);
        assertThat(uri.others()).isEmpty();
    }

    @Test
    void everyOptionOfABrokerArrives() {
        BrokerEndpoint broker = only(StompUri.parse(
                "tcp://b?stomp.versions=1.2,1.1&stomp.host=/v&stomp.login=me&stomp.passcode=a%26b&stomp.heartBeat=0,5000"
                        + "&stomp.connectedTimeout=1&stomp.header.client-id=c1&stomp.header.x=1,2"
                        + "&stomp.maxHeaders=1&stomp.maxHeaderLine=2&stomp.maxHead=4&stomp.maxBody=3&stomp.lenientHeaders=true"
                        + "&transport.connectTimeout=4"
                        + "&transport.writeTimeout=0&transport.tcpNoDelay=false&transport.tcpKeepAlive=true"
                        + "&transport.sendBufferSize=5&transport.receiveBufferSize=6&transport.soLinger=0",
                JMS));

        ConnectOptions connect = broker.connect();
        assertThat(connect.versions()).containsExactly(StompVersion.V1_1, StompVersion.V1_2);
        assertThat(connect.host()).isEqualTo("/v");
        assertThat(connect.login()).isEqualTo("me");
        assertThat(connect.passcode()).isEqualTo("a&b");
        assertThat(connect.heartBeat()).isEqualTo(new HeartBeat(0, 5000));
        assertThat(connect.connectedTimeout()).isEqualTo(Duration.ofMillis(1));
        assertThat(connect.headers()).containsExactly(entry("client-id", "c1"), entry("x", "1,2"));
        assertThat(connect.limits().maxHeaders()).isEqualTo(1);
        assertThat(connect.limits().maxHeaderLine()).isEqualTo(2);
        assertThat(connect.limits().maxHead()).isEqualTo(4);
        assertThat(connect.limits().maxBody()).isEqualTo(3);
        assertThat(connect.lenientHeaders()).isTrue();
        assertThat(broker.transport())
                .isEqualTo(TransportOptions.DEFAULT
                        .withConnectTimeout(Duration.ofMillis(4))
                        .withWriteTimeout(Duration.ZERO)
                        .withTcp(new TcpOptions(false, true, 5, 6, 0, 0, null)));
    }

    @Test
    void optionsOfTheLayerAboveAreHandedOn() {
        StompUri uri = StompUri.parse("tcp://b?jms.prefetch=10&stomp.host=v&jms.x=%C3%BC", JMS);

        assertThat(uri.others()).containsExactly(entry("jms.prefetch", "10"), entry("jms.x", "ü"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failover:(tcp://a:1,ssl://b:2)?initialReconnectDelay=5&randomize=false&jms.prefetch=1",
                "failover:(tcp://a:1,ssl://b:2)?initialReconnectDelay=5,randomize=false,jms.prefetch=1",
                "failover:(tcp://a:1,ssl://b:2)?failover.initialReconnectDelay=5&failover.randomize=false&jms.prefetch=1",
                "failover:tcp://a:1,ssl://b:2?jms.prefetch=1,randomize=false&initialReconnectDelay=5",
            })
    void failoverIsReadInEverySpelling(String text) {
        StompUri uri = StompUri.parse(text, JMS);

        assertThat(uri.failover()).isTrue();
        assertThat(uri.brokers())
                .extracting(broker -> broker.address().toString())
                .containsExactly("tcp://a:1", "ssl://b:2");
        assertThat(uri.reconnect().initialReconnectDelay()).isEqualTo(Duration.ofMillis(5));
        assertThat(uri.reconnect().randomize()).isFalse();
        assertThat(uri.others()).containsExactly(entry("jms.prefetch", "1"));
    }

    @Test
    void namesOfOtherClientsAreUnderstood() {
        ReconnectOptions activemq = StompUri.parse("failover:(tcp://a)?reconnectDelayExponent=3", JMS)
                .reconnect();
        ReconnectOptions qpid = StompUri.parse(
                        "failover:(tcp://a)?failover.reconnectBackOffMultiplier=3&failover.useReconnectBackOff=false",
                        JMS)
                .reconnect();

        assertThat(activemq.backOffMultiplier()).isEqualTo(3);
        assertThat(qpid.backOffMultiplier()).isEqualTo(3);
        assertThat(qpid.useExponentialBackOff()).isFalse();
    }

    @Test
    void brokersOwnOptionWinsOverNestedWhichWinsOverThatForAll() {
        StompUri uri = StompUri.parse(
                "failover:(tcp://a?stomp.version=1.0,tcp://b)"
                        + "?stomp.versions=1.1&nested.stomp.version=1.2&stomp.login=me&nested.transport.soLinger=3",
                JMS);

        assertThat(uri.brokers().get(0).connect().versions()).containsExactly(StompVersion.V1_0);
        assertThat(uri.brokers().get(1).connect().versions()).containsExactly(StompVersion.V1_2);
        assertThat(uri.brokers()).allSatisfy(broker -> {
            assertThat(broker.connect().login()).isEqualTo("me");
            assertThat(broker.transport().tcp().linger()).isEqualTo(3);
        });
    }

    @Test
    void defaultsOfFailoverDependOnTheCaller() {
        String uri = "failover:(tcp://a)";

        assertThat(StompUri.parse(uri, JMS).reconnect().startupMaxReconnectAttempts())
                .isZero();
        assertThat(StompUri.parse(uri, JMS, ReconnectOptions.ACTIVEMQ).reconnect())
                .isEqualTo(ReconnectOptions.ACTIVEMQ);
        assertThat(StompUri.parse(uri + "?startupMaxReconnectAttempts=5", JMS, ReconnectOptions.ACTIVEMQ)
                        .reconnect()
                        .startupMaxReconnectAttempts())
                .isEqualTo(5);
    }

    @Test
    void priorityUrisMayBeSeveral() {
        StompUri uri =
                StompUri.parse("failover:(tcp://a,tcp://b,tcp://c)?priorityURIs=tcp://b,tcp://c:61613,timeout=-1", JMS);

        assertThat(uri.reconnect().priorityURIs()).hasToString("[tcp://b:61613, tcp://c:61613]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://a?stomp.hots=x | unknown option 'stomp.hots' with the value 'x'; did you mean stomp.host?",
                "tcp://a?connectTimeout=5 | did you mean transport.connectTimeout?",
                "tcp://a?transport.connectTimeout=5s | option 'transport.connectTimeout' has the value '5s', allowed"
                        + " is",
                "tcp://a?stomp.heartBeat=10000 | two whole numbers of milliseconds with a comma",
                "tcp://a?stomp.heartBeat=-1,0 | two whole numbers of milliseconds with a comma",
                "tcp://a?stomp.heartBeat=1,b | two whole numbers of milliseconds with a comma",
                "tcp://a?stomp.version=1.3 | one or more of 1.0, 1.1 and 1.2",
                "tcp://a?stomp.versions= | one or more of 1.0, 1.1 and 1.2",
                "tcp://a?stomp.maxBody=-1 | option 'stomp.maxBody' has the value '-1'",
                "tcp://a?stomp.header.login=x | it has an option of its own",
                "tcp://a?stomp.header.a%3Ab=x | cannot carry",
                "tcp://a?stomp.login=x%0Ay | line break",
                "tcp://a?failover.randomize=false | write failover:(tcp://a)?randomize=...",
                "failover:(tcp://a)?randomise=false | did you mean failover.randomize?",
                "failover:(tcp://a)?randomize=maybe | true or false",
                "failover:(tcp://a)?randomize=true&failover.randomize=true | given twice",
                "failover:(tcp://a?jms.prefetch=1) | move it behind the parenthesis",
                "failover:(tcp://a?randomize=false) | unknown option 'randomize'",
                "failover:(failover:(tcp://a)) | cannot contain another",
                "failover:(tcp://a:1,b:2) | the port '1,b:2'",
                "failover:(tcp://a)?nested.tcpNoDelay=true | did you mean transport.tcpNoDelay?",
                "failover:(tcp://a)?priorityURIs=tcp://b | which is none of the brokers",
                "discovery:(multicast://x) | no broker's address",
                "'' | no broker's address",
            })
    void whatIsWrongIsNamed(String uri, String explanation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StompUri.parse(uri, JMS))
                .withMessageContaining(explanation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://me:geheim@a",
                "tcp://a&stomp.passcode=geheim",
                "failover:(tcp://a?stomp.passcode=x,geheim:1&stomp.host=%)",
                "tcp://a?stomp.passcod=geheim",
                "tcp://a?passcode=geheim",
                "tcp://a?stomp.passcode=x&geheim",
                "tcp://a?stomp.passcode=x&geheim=geheim",
                "tcp://a?stomp.passcode=%geheim",
                "tcp://a?stomp.passcode=geheim%0A",
                "failover:(tcp://a)?stomp.passcode=x&geheim=geheim",
                "failover:(tcp://a)?jms.password=x,geheim=geheim",
                "failover:(tcp://a?stomp.passcode=x&geheim=geheim)",
                "failover:(tcp://a?stomp.passcode=geheim",
                "failover:(tcp://a)?stomp.passcode=geheim&randomize=maybe",
            })
    void noPasswordIsEverShown(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StompUri.parse(uri, JMS))
                .satisfies(e -> {
                    for (Throwable t = e; t != null; t = t.getCause()) {
                        assertThat(t).asString().doesNotContain("geheim");
                    }
                });
    }

    @Test
    void textShowsNoPassword() {
        StompUri uri = StompUri.parse(
                "failover:(tcp://a?stomp.passcode=geheim&stomp.header.token=geheim)?jms.password=geheim", JMS);

        assertThat(uri).asString().contains("tcp://a:61613", "jms.password").doesNotContain("geheim");
    }

    @Test
    void meaninglessOptionsOfActiveMqAreAcceptedWithOneWarning() {
        Logger logger = (Logger) LoggerFactory.getLogger(StompUri.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            StompUri.parse(
                    "failover:(tcp://mq1?wireFormat.maxInactivityDuration=0,tcp://mq2?wireFormat.maxInactivityDuration=0)"
                            + "?trackMessages=true&updateURIsSupported=false&nested.wireFormat.x=1",
                    JMS);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .filteredOn(event -> event.getFormattedMessage().contains("wireFormat.maxInactivityDuration"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.WARN);
                    assertThat(event.getFormattedMessage())
                            .contains("failover.trackMessages", "failover.updateURIsSupported", "wireFormat.x");
                });
    }

    private static BrokerEndpoint only(StompUri uri) {
        assertThat(uri.brokers()).hasSize(1);
        return uri.brokers().get(0);
    }
}
