package org.stompest.jms.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.JMSException;
import org.junit.jupiter.api.Test;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.wire.connection.ConnectOptions;
import org.stompest.wire.failover.ReconnectOptions;

class FactorySettingsTest {
    private static final String URI = "tcp://a?stomp.login=wire&stomp.passcode=wire-secret";

    @Test
    void credentialsOfTheUriCountWhereJmsSaysNothing() throws JMSException {
        assertCredentials(new FactorySettings(URI).parse(), "wire", "wire-secret");
    }

    @Test
    void credentialsOfJmsCountBeforeThoseOfTheWire() throws JMSException {
        assertCredentials(new FactorySettings(URI + "&jms.username=me&jms.password=p").parse(), "me", "p");
        assertCredentials(new FactorySettings(URI + "&jms.username=me").parse(), "me", null);
        assertCredentials(new FactorySettings(URI + "&jms.password=p").parse(), "wire", "p");
    }

    @Test
    void credentialsOfTheCallCountBeforeAll() throws JMSException {
        FactorySettings settings =
                new FactorySettings(URI).with(JmsOptions.USERNAME, "me").with(JmsOptions.PASSWORD, "p");

        assertCredentials(settings.parse().as("you", "q"), "you", "q");
        assertCredentials(settings.parse().as("you", null), "you", null);
        assertCredentials(settings.parse(), "me", "p");
    }

    @Test
    void credentialsGoToEveryBroker() throws JMSException {
        assertThat(new FactorySettings("failover:(tcp://a,tcp://b?stomp.host=v)?jms.username=me")
                        .parse()
                        .uri()
                        .brokers())
                .allSatisfy(broker -> assertThat(broker.connect().login()).isEqualTo("me"))
                .hasSize(2);
    }

    @Test
    void credentialsThatCannotBeSentAreRefusedAndNotShown() {
        FactorySettings settings = new FactorySettings("tcp://a");

        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> settings.parse().as("me", "geheim\n"))
                .withMessageContaining("line break")
                .withMessageNotContaining("geheim");
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> settings.with(JmsOptions.USERNAME, "geheim\r").parse())
                .withMessageContaining("line break")
                .withMessageNotContaining("geheim");
    }

    @Test
    void failoverOfJmsTriesForEverAsActiveMqDoes() throws JMSException {
        assertThat(new FactorySettings("failover:(tcp://a)").parse().uri().reconnect())
                .isEqualTo(ReconnectOptions.ACTIVEMQ);
    }

    @Test
    void settingsAreReadOnce() throws JMSException {
        FactorySettings settings = new FactorySettings("tcp://a");

        assertThat(settings.parse()).isSameAs(settings.parse());
    }

    private static void assertCredentials(FactorySettings.Parsed parsed, String login, String passcode) {
        ConnectOptions connect = parsed.uri().brokers().get(0).connect();
        assertThat(connect.login()).isEqualTo(login);
        assertThat(connect.passcode()).isEqualTo(passcode);
    }
}
