package org.stompest.jms.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.stompest.testbroker.WireFrame;

/**
 * Whatever texts an application puts into a message: it arrives with exactly these, in one frame with no header that was not meant, or
 * the send is refused and says which of them was wrong.
 */
class AwkwardMessageTest {
    private static final List<String> VERSIONS = List.of("1.0", "1.1", "1.2");
    private static final Map<String, Echo> ECHOES = new LinkedHashMap<>();

    /** What the library, STOMP and the brokers' dialects put beside the properties. */
    private static final Pattern OWN = Pattern.compile(
            "destination|destination-type|receipt|persistent|priority|expires|type|correlation-id|reply-to|timestamp"
                    + "|content-length|JMS_STOMP_.*|_AMQ_GROUP_ID|_AMQ_DUPL_ID|JMSXGroupID");

    @BeforeContainer
    static void connect() throws JMSException {
        for (String version : VERSIONS) {
            for (Enemy enemy : Enemy.values()) {
                ECHOES.put(version + " " + enemy, new Echo(version, enemy));
            }
        }
    }

    @AfterContainer
    static void disconnect() throws JMSException {
        for (Echo echo : ECHOES.values()) {
            echo.close();
        }
        ECHOES.clear();
    }

    @Provide
    Arbitrary<String> texts() {
        return Awkward.texts();
    }

    @Provide
    Arbitrary<String> names() {
        return Awkward.texts().filter(name -> !name.isEmpty() && !name.startsWith("JMS"));
    }

    @Provide
    Arbitrary<String> connections() {
        return Arbitraries.of("1.0 ARTEMIS", "1.0 CLASSIC", "1.1 ARTEMIS", "1.1 CLASSIC", "1.2 ARTEMIS", "1.2 CLASSIC");
    }

    private interface Setter {
        void set(Message message) throws JMSException;
    }

    private interface Getter {
        Object get(Message message) throws JMSException;
    }

    /** {@return the message that came back, or null if it was refused} */
    private static Message sent(Echo echo, String queue, Set<String> properties, Setter setter) throws JMSException {
        int before = echo.frames();
        TextMessage message = echo.session().createTextMessage("body");
        try {
            setter.set(message);
            MessageProducer producer =
                    echo.session().createProducer(echo.session().createQueue(queue));
            echo.expect();
            producer.send(message);
        } catch (JMSException | IllegalArgumentException e) {
            assertThat(e.getMessage())
                    .containsAnyOf("header", "property", "destination", "JMS", "queue://", "topic://");
            assertThat(echo.frames()).as("nothing was sent").isEqualTo(before);
            return null;
        }
        Message received = echo.received();
        assertThat(echo.frames()).as("frames").isEqualTo(before + 1);
        WireFrame frame = echo.sent();
        Set<String> names = new TreeSet<>();
        frame.headers().forEach(header -> {
            if (!properties.contains(header.getKey())
                    && !OWN.matcher(header.getKey()).matches()) {
                names.add(header.getKey());
            }
        });
        assertThat(names).as("headers that nobody meant").isEmpty();
        assertThat(frame.text()).isEqualTo("body");
        return received;
    }

    private static void arrives(Echo echo, Setter setter, Getter getter) throws JMSException {
        TextMessage local = echo.session().createTextMessage();
        setter.set(local);
        Message received = sent(echo, "q", Set.of(), setter);
        if (received != null) {
            assertThat(getter.get(received)).isEqualTo(getter.get(local));
        }
    }

    @Property(tries = 300)
    void aPropertyArrivesOrIsRefused(
            @ForAll("connections") String connection, @ForAll("names") String name, @ForAll("texts") String value)
            throws JMSException {
        Message received =
                sent(ECHOES.get(connection), "q", Set.of(name), message -> message.setStringProperty(name, value));
        if (received != null) {
            assertThat(received.getStringProperty(name)).isEqualTo(value);
            List<String> names = new ArrayList<>();
            Collections.list((Enumeration<?>) received.getPropertyNames()).forEach(each -> names.add((String) each));
            assertThat(names).containsExactlyInAnyOrder(name, "JMSXDeliveryCount");
        }
    }

    @Property(tries = 100)
    void typeArrivesOrIsRefused(@ForAll("connections") String connection, @ForAll("texts") String value)
            throws JMSException {
        arrives(ECHOES.get(connection), message -> message.setJMSType(value), Message::getJMSType);
    }

    @Property(tries = 100)
    void correlationIdArrivesOrIsRefused(@ForAll("connections") String connection, @ForAll("texts") String value)
            throws JMSException {
        arrives(ECHOES.get(connection), message -> message.setJMSCorrelationID(value), Message::getJMSCorrelationID);
    }

    @Property(tries = 100)
    void groupIdArrivesOrIsRefused(@ForAll("connections") String connection, @ForAll("texts") String value)
            throws JMSException {
        arrives(
                ECHOES.get(connection),
                message -> message.setStringProperty("JMSXGroupID", value),
                message -> message.getStringProperty("JMSXGroupID"));
    }

    @Property(tries = 100)
    void replyToArrivesOrIsRefused(@ForAll("connections") String connection, @ForAll("names") String name)
            throws JMSException {
        Echo echo = ECHOES.get(connection);
        if (isComposite(connection, name)) {
            sent(
                    echo,
                    "q",
                    Set.of(),
                    message -> message.setJMSReplyTo(echo.session().createTopic(name)));
            return;
        }
        arrives(echo, message -> message.setJMSReplyTo(echo.session().createTopic(name)), Message::getJMSReplyTo);
    }

    @Property(tries = 200)
    void aDestinationIsNamedExactlyOrRefused(@ForAll("connections") String connection, @ForAll("names") String name)
            throws JMSException {
        Echo echo = ECHOES.get(connection);
        Message received = sent(echo, name, Set.of(), message -> {});
        if (received != null && !isComposite(connection, name)) {
            String prefix = connection.endsWith("CLASSIC") ? "/queue/" : "";
            String named = echo.sent().header("destination");
            assertThat(named.replace(",/queue/", ",")).isEqualTo(prefix + name.replace(",/queue/", ","));
        }
    }

    /** Several destinations to Classic, each of which may say its kind: the same ones may be named in more than one way. */
    private static boolean isComposite(String connection, String name) {
        return connection.endsWith("CLASSIC") && name.contains(",") && (name.contains("://") || name.contains(" "));
    }
}
