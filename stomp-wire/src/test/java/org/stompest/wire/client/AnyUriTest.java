package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.stompest.wire.failover.FailoverUri;

/** Any text is a connection URI or is refused with a reason, and no password is shown either way. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class AnyUriTest {
    private static final Set<String> JMS = Set.of("jms.");
    private static final String SECRET = "geheim";

    private static final List<String> BROKERS = List.of(
            "tcp://a",
            "tcp://b:61613",
            "ssl://[::1]:1",
            "ws://h:80/p",
            "stomp://[fe80::1%25eth0]",
            "tcp://",
            "a:1",
            "xyz://a",
            "tcp://me:" + SECRET + "@a",
            "tcp://" + SECRET + "@");

    private static final List<String> OPTIONS = List.of(
            "stomp.passcode=" + SECRET,
            "jms.password=" + SECRET,
            "nested.stomp.passcode=" + SECRET,
            "failover.nested.stomp.passcode=" + SECRET,
            "stomp.header.token=" + SECRET,
            "stomp.passcod=" + SECRET,
            "password=" + SECRET,
            "stomp.login=me",
            "stomp.host=%2Fv",
            "stomp.heartBeat=1,2",
            "stomp.versions=1.0,1.2",
            "stomp.header.a=1",
            "transport.tcpNoDelay=true",
            "transport.soLinger=x",
            "nested.transport.soLinger=3",
            "randomize=false",
            "failover.randomize=maybe",
            "priorityBackup=true",
            "priorityURIs=tcp://a,tcp://b:61613",
            "priorityURIs=tcp://b",
            "priorityURIs=tcp://me:" + SECRET + "@a",
            "priorityURIs=tcp://a?stomp.passcode=" + SECRET,
            "backup=true",
            "backupPoolSize=0",
            "maxReconnectAttempts=-1",
            "reconnectDelayExponent=1.5",
            "wireFormat.x=1",
            "trackMessages=true",
            "unknown=1",
            "jms.x=1");

    private static final List<String> NOISE = List.of(
            "failover:",
            "failover://",
            "FAILOVER:(",
            "(",
            ")",
            ")?",
            "?",
            "&",
            ",",
            "=",
            "%",
            "%4",
            "%C3%BC",
            "%FF",
            " ",
            "\n",
            "@",
            "://",
            "/",
            ":",
            "+",
            "ü",
            "\u0000",
            "x");

    @Provide
    Arbitrary<String> malformed() {
        List<String> pieces = new ArrayList<>(BROKERS);
        pieces.addAll(OPTIONS);
        pieces.addAll(NOISE);
        return Arbitraries.of(pieces).list().ofMinSize(1).ofMaxSize(10).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> nearlyRight() {
        Arbitrary<String> query = Arbitraries.of(OPTIONS).list().ofMaxSize(3).map(list -> String.join("&", list));
        Arbitrary<String> broker = Combinators.combine(Arbitraries.of(BROKERS), query)
                .as((address, own) -> own.isEmpty() ? address : address + "?" + own);
        Arbitrary<String> brokers = broker.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(",", list));
        return Combinators.combine(brokers, query)
                .as((list, all) -> "failover:(" + list + ")" + (all.isEmpty() ? "" : "?" + all));
    }

    @Property
    void anyCharactersAreReadOrRefused(@ForAll String text) {
        readOrRefused(text);
        readOrRefused("failover:" + text);
        readOrRefused("tcp://a?" + text);
        readOrRefused("failover:(tcp://a)?" + text);
    }

    @Property
    void anyPiecesInAnyOrderAreReadOrRefused(@ForAll("malformed") String text) {
        readOrRefused(text);
    }

    @Property
    void anyOptionsAtAnyPlaceAreReadOrRefused(@ForAll("nearlyRight") String text) {
        StompUri uri = readOrRefused(text);
        if (uri != null) {
            assertThat(uri.failover()).isTrue();
            assertThat(uri.brokers()).hasSize(FailoverUri.parse(text).brokers().size());
        }
    }

    /** {@return what was read, or null} */
    private static StompUri readOrRefused(String text) {
        try {
            StompUri uri = StompUri.parse(text, JMS);
            assertThat(uri.brokers()).isNotEmpty();
            assertThat(uri.toString()).doesNotContain(SECRET);
            return uri;
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain(SECRET);
            }
            return null;
        }
    }
}
