package org.stompest.jms.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;

/** Whatever texts an application connects and subscribes with: one frame with exactly these, or a refusal. */
class AwkwardNamesTest {
    private static final Set<String> OF_SUBSCRIBE = Set.of(
            "id",
            "ack",
            "destination",
            "receipt",
            "selector",
            "subscription-type",
            "consumer-window-size",
            "durable-subscription-name",
            "activemq.subscriptionName",
            "activemq.prefetchSize",
            "no-local");
    private static final Set<String> OF_CONNECT =
            Set.of("accept-version", "host", "heart-beat", "login", "passcode", "client-id");

    @Provide
    Arbitrary<String> texts() {
        return Awkward.texts().filter(text -> !text.isEmpty());
    }

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.of("1.0", "1.1", "1.2");
    }

    private interface Attempt {
        void make() throws JMSException;
    }

    private static boolean refused(Attempt attempt) {
        try {
            attempt.make();
            return false;
        } catch (JMSException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return true;
        }
    }

    private static Set<String> names(WireFrame frame) {
        return frame.headers().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void healthy(String version, Enemy enemy, Script script) {
        script.clientMayLeave()
                .expectConnect()
                .connected(version, "server", enemy.server())
                .autoReceipts()
                .ignoringTheRest()
                .expectClose();
    }

    @Property(tries = 80)
    void credentialsAndClientIdsAreSentExactlyOrRefused(
            @ForAll("versions") String version,
            @ForAll Enemy enemy,
            @ForAll("texts") String user,
            @ForAll("texts") String password,
            @ForAll("texts") String clientId)
            throws JMSException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.everyFurtherConnection(script -> healthy(version, enemy, script));
            StompConnectionFactory factory = new StompConnectionFactory(
                    user, password, broker.uri() + "?jms.dialect=classic&stomp.version=" + version + "&" + Enemy.QUICK);
            factory.setClientID(clientId);
            boolean refused = refused(() -> factory.createConnection().close());

            List<WireFrame> connects = broker.received().stream()
                    .filter(frame -> Set.of("CONNECT", "STOMP").contains(frame.command()))
                    .toList();
            assertThat(connects).hasSize(refused ? 0 : 1);
            for (WireFrame connect : connects) {
                assertThat(OF_CONNECT).containsAll(names(connect));
                assertThat(connect.headers()).doesNotHaveDuplicates();
                assertThat(connect.header("login")).isEqualTo(user);
                assertThat(connect.header("passcode")).isEqualTo(password);
                assertThat(connect.header("client-id")).isEqualTo(clientId);
            }
        }
    }

    @Property(tries = 80)
    void subscriptionsAreMadeExactlyOrRefused(
            @ForAll("versions") String version,
            @ForAll Enemy enemy,
            @ForAll("texts") String destination,
            @ForAll("texts") String name,
            @ForAll("texts") String literal)
            throws JMSException {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            broker.everyFurtherConnection(script -> healthy(version, enemy, script));
            StompConnectionFactory factory =
                    new StompConnectionFactory(broker.uri() + "?stomp.version=" + version + "&" + Enemy.QUICK);
            if (enemy == Enemy.CLASSIC) { // Artemis's management would be asked and not answer
                factory.setClientID("me");
            }
            String selector = "a = '" + literal.replace("'", "''") + "'";
            try (Connection connection = factory.createConnection();
                    Session session = connection.createSession()) {
                refused(() -> session.createConsumer(session.createQueue(destination), selector));
                if (enemy == Enemy.CLASSIC) {
                    refused(() -> session.createDurableConsumer(session.createTopic(destination), name));
                    refused(() -> session.createSharedConsumer(session.createTopic(destination), name));
                }
            }
            for (WireFrame subscribe : broker.received("SUBSCRIBE")) {
                assertThat(names(subscribe)).isSubsetOf(OF_SUBSCRIBE);
                assertThat(subscribe.headers()).doesNotHaveDuplicates();
                assertThat(names(subscribe)).hasSameSizeAs(subscribe.headers());
            }
            assertThat(broker.received())
                    .allMatch(frame -> frame.command().equals("SEND") || frame.body().length == 0)
                    .noneMatch(
                            frame -> String.valueOf(frame.header("destination")).equals("stolen"));
            assertThat(broker.connections()).isEqualTo(1);
        }
    }
}
