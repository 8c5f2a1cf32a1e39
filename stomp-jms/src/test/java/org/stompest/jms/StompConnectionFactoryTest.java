package org.stompest.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.jms.internal.connection.FactorySettings;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.jms.jndi.StompObjectFactory;

class StompConnectionFactoryTest {
    @Test
    void defaultIsThisMachine() {
        assertThat(new StompConnectionFactory().getBrokerURI()).isEqualTo("tcp://localhost:61613");
        StompConnectionFactory factory = new StompConnectionFactory("tcp://a");
        factory.setBrokerURI(null);
        assertThat(factory).isEqualTo(new StompConnectionFactory());
    }

    @Test
    void settersWinOverTheUri() {
        StompConnectionFactory factory =
                new StompConnectionFactory("tcp://a?jms.prefetch=5&jms.username=uri&jms.sendTimeout=7");
        assertThat(factory.getPrefetch()).isEqualTo(5);
        assertThat(factory.getUsername()).isEqualTo("uri");

        factory.setPrefetch(6);
        factory.setUsername("setter");

        assertThat(factory.getPrefetch()).isEqualTo(6);
        assertThat(factory.getUsername()).isEqualTo("setter");
        assertThat(factory.getSendTimeout()).isEqualTo(7);

        factory.setUsername(null);
        assertThat(factory.getUsername()).as("taken back").isEqualTo("uri");
    }

    @Test
    void everyOptionIsABeanPropertyWithGetterAndSetter() throws IntrospectionException {
        List<PropertyDescriptor> properties = Arrays.stream(
                        Introspector.getBeanInfo(StompConnectionFactory.class).getPropertyDescriptors())
                .filter(property -> property.getWriteMethod() != null)
                .toList();

        assertThat(properties)
                .allSatisfy(property -> assertThat(property.getReadMethod()).isNotNull());
        assertThat(properties.stream()
                        .map(PropertyDescriptor::getName)
                        .filter(name -> !Set.of("brokerURI", "sslContext", "connectionListener")
                                .contains(name)))
                .allSatisfy(name -> assertThat(StompConnectionFactory.hasOption(name))
                        .as("option of the property " + name)
                        .isTrue())
                .hasSameSizeAs(JmsOptions.options().options());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void eachPropertyComesBackAndIsAnOption(String property, Object value) throws ReflectiveOperationException {
        StompConnectionFactory factory = new StompConnectionFactory("tcp://a");
        PropertyDescriptor descriptor;
        try {
            descriptor = new PropertyDescriptor(property, StompConnectionFactory.class);
        } catch (IntrospectionException e) {
            throw new AssertionError(e);
        }

        descriptor.getWriteMethod().invoke(factory, value);
        StompConnectionFactory byName = new StompConnectionFactory("tcp://a");
        byName.setOption(property, value.toString());

        assertThat(descriptor.getReadMethod().invoke(factory)).isEqualTo(value);
        assertThat(byName).isEqualTo(factory);
        assertThat(factory).isNotEqualTo(new StompConnectionFactory("tcp://a"));
    }

    static Stream<Arguments> properties() {
        return Stream.of(
                Arguments.of("username", "me"),
                Arguments.of("password", "p"),
                Arguments.of("clientID", "c"),
                Arguments.of("dialect", "artemis"),
                Arguments.of("prefetch", 1),
                Arguments.of("requestTimeout", 1L),
                Arguments.of("sendTimeout", 2L),
                Arguments.of("closeTimeout", 3L),
                Arguments.of("forceAsyncSend", true),
                Arguments.of("forceSyncSend", true),
                Arguments.of("repeatInDoubt", false),
                Arguments.of("maxUnconfirmedSends", 8),
                Arguments.of("maxUnconfirmedBytes", 9L),
                Arguments.of("maxRedeliveries", 4),
                Arguments.of("deadLetterQueue", "dead"),
                Arguments.of("initialRedeliveryDelay", 1L),
                Arguments.of("redeliveryDelay", 2L),
                Arguments.of("redeliveryBackOff", true),
                Arguments.of("redeliveryBackOffMultiplier", 2.5),
                Arguments.of("maximumRedeliveryDelay", 3L),
                Arguments.of("transactionBytes", 5L),
                Arguments.of("deserializationAllowList", "a,b.c"),
                Arguments.of("deserializationDenyList", "d"),
                Arguments.of("deserializationMaxDepth", 6),
                Arguments.of("deserializationMaxBytes", 7),
                Arguments.of("validatePropertyNames", false),
                Arguments.of("localMessageExpiry", false),
                Arguments.of("localMessagePriority", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tpc://a:1 | did you mean tcp?",
                "tcp://a:b | the port 'b'",
                "tcp://a?jms.prefetch=abc | 'jms.prefetchPolicy.all' has the value 'abc'",
                "tcp://a?jms.nosuch=1 | unknown option 'jms.nosuch'",
                "tcp://a?stomp.nosuch=1&jms.password=geheim | unknown option 'stomp.nosuch'",
                "'' | write it like tcp://host:61613",
            })
    void malformedUriFailsWhenAConnectionIsCreated(String uri, String explanation) {
        StompConnectionFactory factory = new StompConnectionFactory("me", "geheim", uri);

        for (Creation creation : creations(factory)) {
            assertThatExceptionOfType(JMSException.class)
                    .isThrownBy(creation::create)
                    .withMessageContaining("brokerURI")
                    .withMessageContaining(explanation)
                    .withMessageContaining("Correct it where the factory is set up")
                    .withMessageNotContaining("geheim")
                    .withCauseInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(FactorySettings.ERROR_CODE));
        }
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(factory::createContext)
                .withMessageContaining(explanation)
                .withCauseInstanceOf(JMSException.class);
    }

    @Test
    void malformedPropertyFailsWhenAConnectionIsCreated() {
        StompConnectionFactory factory = new StompConnectionFactory("tcp://a");
        factory.setPrefetch(-5);

        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(factory::createConnection)
                .withMessageStartingWith("A property of the connection factory cannot be used: "
                        + "option 'jms.prefetchPolicy.all' has the value '-5'");
    }

    @Test
    void sessionModeIsCheckedBeforeAnythingElse() {
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> new StompConnectionFactory("nonsense").createContext(99))
                .withMessageContaining("99");
    }

    @Test
    void unknownOptionByNameIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StompConnectionFactory().setOption("jms.prefetchh", "1"))
                .withMessageContaining("did you mean jms.prefetch?");
    }

    @Test
    void equalityIsByValue() {
        StompConnectionFactory one = new StompConnectionFactory("me", "p", "tcp://a");
        StompConnectionFactory two = new StompConnectionFactory("tcp://a");
        two.setUsername("me");
        two.setPassword("p");

        assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).isNotEqualTo(new StompConnectionFactory("tcp://a"));
    }

    @Test
    void serializedFactoryIsEqual() throws IOException, ClassNotFoundException {
        StompConnectionFactory factory = full();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(factory);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(factory);
        }
    }

    @Test
    void aContextForTlsIsNotSerialized() throws Exception {
        StompConnectionFactory factory = full();
        factory.setSslContext(SSLContext.getDefault());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(factory);
        }

        assertThat(factory).isNotEqualTo(full());
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(full());
        }
    }

    @Test
    void aContextForTlsAndAStoreExcludeEachOther() throws Exception {
        StompConnectionFactory factory = new StompConnectionFactory("ssl://a?transport.trustStoreLocation=t.pem");
        factory.setSslContext(SSLContext.getDefault());

        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(factory::createConnection)
                .withMessageContaining("sslContext")
                .withMessageContaining("transport.trustStoreLocation");
    }

    @Test
    void referenceMakesAnEqualFactoryAndShowsNoPassword() throws Exception {
        StompConnectionFactory factory = full();

        assertThat(factory.getReference()).asString().contains("brokerURI").doesNotContain("geheim");
        assertThat(new StompObjectFactory().getObjectInstance(factory.getReference(), null, null, null))
                .isEqualTo(factory);
    }

    @Test
    void destinationsAreReferenceable() throws Exception {
        StompObjectFactory objects = new StompObjectFactory();

        assertThat(objects.getObjectInstance(new StompQueue("a/b").getReference(), null, null, null))
                .isEqualTo(new StompQueue("a/b"));
        assertThat(objects.getObjectInstance(new StompTopic("t").getReference(), null, null, null))
                .isEqualTo(new StompTopic("t"));
    }

    @Test
    void textShowsNoPassword() {
        assertThat(full())
                .asString()
                .contains("tcp://a", "jms.username=me", "jms.password=***", "jms.prefetchPolicy.all=3")
                .doesNotContain("geheim");
    }

    private static StompConnectionFactory full() {
        StompConnectionFactory factory = new StompConnectionFactory(
                "me", "geheim", "failover:(tcp://a?stomp.passcode=geheim,tcp://b)?jms.prefetch=2");
        factory.setPrefetch(3);
        factory.setDeserializationAllowList("a,b");
        return factory;
    }

    private interface Creation {
        Object create() throws JMSException;
    }

    private static List<Creation> creations(StompConnectionFactory factory) {
        return List.of(
                factory::createConnection,
                () -> factory.createConnection("u", "geheim"),
                factory::createQueueConnection,
                () -> factory.createQueueConnection("u", "geheim"),
                factory::createTopicConnection,
                () -> factory.createTopicConnection("u", "geheim"));
    }
}
