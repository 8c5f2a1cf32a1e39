package org.stompest.tck.wire.transport;

import java.util.Map;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.testbroker.TestIdentity;

/**
 * A broker with an acceptor for TLS and one that demands certificates of its clients beside the plain one. Each of them takes
 * WebSockets too. It starts with the first use and lives as long as the JVM.
 */
final class SecuredArtemis {
    static final TestIdentity SERVER = TestIdentity.server();
    static final TestIdentity CLIENT = TestIdentity.client();

    private static final String TLS = "tls";
    private static final String DEMANDING = "demanding";

    private static final EmbeddedArtemis BROKER = new EmbeddedArtemis(Map.of(
            TLS, acceptor(""),
            DEMANDING,
                    acceptor(";needClientAuth=true;trustStoreType=PKCS12;trustStorePath=" + CLIENT.trustStore()
                            + ";trustStorePassword=" + TestIdentity.PASSWORD)));

    private SecuredArtemis() {}

    private static String acceptor(String more) {
        return "tcp://127.0.0.1:0?protocols=STOMP;sslEnabled=true;keyStoreType=PKCS12;keyStorePath=" + SERVER.store()
                + ";keyStorePassword=" + TestIdentity.PASSWORD + more;
    }

    /** The URI of an acceptor, with what is needed to trust it. */
    static String uri(String scheme) {
        return switch (scheme) {
            case "tcp", "ws" -> scheme + "://127.0.0.1:" + BROKER.port("stomp");
            default -> scheme + "://127.0.0.1:" + BROKER.port(TLS) + trusting();
        };
    }

    /** The URI of the acceptor that demands a certificate, without one. */
    static String demandingUri(String scheme) {
        return scheme + "://127.0.0.1:" + BROKER.port(DEMANDING) + trusting();
    }

    /** What is added to {@link #demandingUri} to have one. */
    static String clientCertificate() {
        return "&transport.keyStoreLocation=" + CLIENT.store() + "&transport.keyStorePassword=" + TestIdentity.PASSWORD;
    }

    private static String trusting() {
        return "?transport.trustStoreLocation=" + SERVER.certificate();
    }

    static int connections() {
        return BROKER.connectionCount();
    }

    /** Ends every connection, as when a network breaks. */
    static void drop() {
        BROKER.dropStompConnections();
    }
}
