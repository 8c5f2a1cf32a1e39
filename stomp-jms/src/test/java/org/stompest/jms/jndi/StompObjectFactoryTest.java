package org.stompest.jms.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Hashtable;
import java.util.Map;
import javax.naming.ConfigurationException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;

class StompObjectFactoryTest {
    private final StompObjectFactory objects = new StompObjectFactory();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.jms.ConnectionFactory",
                "jakarta.jms.QueueConnectionFactory",
                "jakarta.jms.TopicConnectionFactory",
                "org.stompest.jms.StompConnectionFactory",
            })
    void tomcatsReferenceBecomesAFactory(String type) throws Exception {
        Reference reference = reference(
                type,
                Map.of(
                        "singleton", "true",
                        "scope", "",
                        "auth", "Container",
                        "factory", StompObjectFactory.class.getName(),
                        "brokerURL", "tcp://a:1",
                        "username", "me",
                        "password", "p",
                        "jms.prefetch", "3",
                        "sendTimeout", "1000"));
        reference.add(new RefAddr("binary") {
            private static final long serialVersionUID = 1L;

            @Override
            public Object getContent() {
                return new byte[0];
            }
        });
        StompConnectionFactory expected = new StompConnectionFactory("me", "p", "tcp://a:1");
        expected.setPrefetch(3);
        expected.setSendTimeout(1000);

        assertThat(objects.getObjectInstance(reference, null, null, null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "jakarta.jms.Queue, physicalName",
        "org.stompest.jms.StompQueue, name",
    })
    void referenceBecomesAQueue(String type, String property) throws Exception {
        assertThat(objects.getObjectInstance(reference(type, Map.of(property, "orders")), null, null, null))
                .isEqualTo(new StompQueue("orders"));
    }

    @ParameterizedTest
    @CsvSource({
        "jakarta.jms.Topic, physicalName",
        "org.stompest.jms.StompTopic, name",
    })
    void referenceBecomesATopic(String type, String property) throws Exception {
        assertThat(objects.getObjectInstance(reference(type, Map.of(property, "prices")), null, null, null))
                .isEqualTo(new StompTopic("prices"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null", "java:/jms/CF"})
    void wildflysEnvironmentBecomesAFactory(String object) throws Exception {
        Hashtable<String, Object> environment = new Hashtable<>(Map.of(
                "className", "jakarta.jms.ConnectionFactory",
                "brokerURI", "tcp://a",
                "clientID", "c",
                "java.naming.factory.url.pkgs", "org.jboss.as.naming.interfaces",
                "number", 5));
        StompConnectionFactory expected = new StompConnectionFactory("tcp://a");
        expected.setClientID("c");

        Object first = objects.getObjectInstance(object, null, null, environment);

        assertThat(first).isEqualTo(expected);
        assertThat(objects.getObjectInstance(object, null, null, environment))
                .as("one per look-up, equal by value")
                .isEqualTo(first)
                .isNotSameAs(first);
    }

    @Test
    void environmentWithAUriAloneBecomesAFactory() throws Exception {
        assertThat(objects.getObjectInstance(null, null, null, new Hashtable<>(Map.of("brokerURI", "tcp://a"))))
                .isEqualTo(new StompConnectionFactory("tcp://a"));
    }

    @Test
    void environmentBecomesADestination() throws Exception {
        assertThat(objects.getObjectInstance(
                        null, null, null, new Hashtable<>(Map.of("type", "jakarta.jms.Topic", "physicalName", "t"))))
                .isEqualTo(new StompTopic("t"));
    }

    @Test
    void whatIsNoneOfOursIsLeftToOthers() throws Exception {
        assertThat(objects.getObjectInstance(reference("javax.sql.DataSource", Map.of()), null, null, null))
                .isNull();
        assertThat(objects.getObjectInstance(null, null, null, null)).isNull();
        assertThat(objects.getObjectInstance("x", null, null, new Hashtable<>()))
                .isNull();
        assertThat(objects.getObjectInstance(5, null, null, new Hashtable<>(Map.of("brokerURI", "tcp://a"))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.jms.XAConnectionFactory",
                "jakarta.jms.Connection",
                "org.stompest.jms.StompTemporaryQueue"
            })
    void whatOfJmsCannotBeMadeIsSaid(String type) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> objects.getObjectInstance(reference(type, Map.of()), null, null, null))
                .withMessageContaining(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jakarta.jms.Queue", "jakarta.jms.Topic"})
    void destinationNeedsAName(String type) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> objects.getObjectInstance(reference(type, Map.of("physicalName", " ")), null, null, null))
                .withMessageContaining("physicalName");
    }

    private static Reference reference(String type, Map<String, String> properties) {
        Reference reference = new Reference(type, StompObjectFactory.class.getName(), null);
        properties.forEach((name, value) -> reference.add(new StringRefAddr(name, value)));
        return reference;
    }
}
