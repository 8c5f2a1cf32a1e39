package org.stompest.wire.transport;

import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Says what a failure of TLS means and which option helps: the JDK's own texts name neither. What has no exception of its own
 * in the JDK is told by its text, and where that is unknown the text is all there is. Stateless.
 */
final class TlsFailure {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private TlsFailure() {}

    /**
     * Explains why a handshake failed.
     *
     * @param failure what the JDK threw
     * @return the reason, to follow a colon
     */
    static String ofHandshake(IOException failure) {
        List<Throwable> chain = chain(failure);
        if (has(chain, CertificateExpiredException.class)) {
            return "its certificate has expired and must be renewed there (or the clock of this machine is wrong)";
        }
        if (has(chain, CertificateNotYetValidException.class)) {
            return "its certificate is not valid yet: is the clock right, on both sides?";
        }
        if (says(chain, "No name matching") || says(chain, "No subject alternative")) {
            return "its certificate is for another host (" + last(chain)
                    + "); use a name that it is for, or set transport.verifyHost=false if anybody whom the trust store"
                    + " trusts may pass for the broker";
        }
        if (has(chain, CertPathBuilderException.class)
                || has(chain, CertPathValidatorException.class)
                || says(chain, "No trusted certificate found")
                || says(chain, "trustAnchors parameter must be non-empty")) {
            return "its certificate is not trusted (" + last(chain)
                    + "); name a file with it, or with who signed it: transport.trustStoreLocation";
        }
        if (says(chain, "Unsupported or unrecognized SSL message") || says(chain, "plaintext connection")) {
            return "what answers there does not speak TLS; is it a port for tcp:// or ws://?";
        }
        if (says(chain, "No appropriate protocol") || says(chain, "protocol version")) {
            return "no version of TLS or cipher suite in common (" + last(chain)
                    + "): see transport.enabledProtocols and transport.enabledCipherSuites";
        }
        Optional<String> alert = alert(chain);
        if (alert.isPresent()) {
            return ofAlert(alert.get());
        }
        if (has(chain, EOFException.class) || !has(chain, SSLException.class)) {
            return "it ended the connection in the middle of the TLS handshake (" + last(chain)
                    + "); is it a port for ssl:// or wss://, and does it want a certificate of this client"
                    + " (transport.keyStoreLocation)?";
        }
        return failure.getMessage();
    }

    /**
     * Explains an alert that came after the handshake: from TLS 1.3 on a broker that refuses the client's certificate, or
     * misses it, says so only then.
     *
     * @param failure what the JDK threw
     * @return the same, or one that says more
     */
    static IOException ofConnection(IOException failure) {
        Optional<String> alert = alert(chain(failure));
        return alert.isEmpty() ? failure : new SSLException(ofAlert(alert.get()), failure);
    }

    /**
     * Explains a connection that broke after the handshake and before anything came.
     *
     * @param failure what the JDK threw, which is no alert
     * @param options whether there was a certificate to show
     * @return one that says more
     */
    static IOException afterHandshake(IOException failure, TlsOptions options) {
        boolean shown = options.keyStore() != null || options.context() != null;
        return new IOException(
                failure.getMessage() + ", right after the TLS handshake; "
                        + (shown
                                ? "is the certificate of this client accepted there (transport.keyStoreLocation)?"
                                : "is a certificate of this client wanted there (transport.keyStoreLocation)?"),
                failure);
    }

    private static String ofAlert(String alert) {
        return switch (alert) {
            case "bad_certificate",
                    "certificate_required",
                    "certificate_unknown",
                    "unknown_ca",
                    "access_denied",
                    "unsupported_certificate",
                    "certificate_expired",
                    "certificate_revoked",
                    "decrypt_error" ->
                "it does not accept the certificate of this client, or wants one (alert " + alert
                        + "): see transport.keyStoreLocation";
            case "handshake_failure", "protocol_version", "insufficient_security" ->
                "it refuses the handshake (alert " + alert + "): no version of TLS or cipher suite in common"
                        + " (transport.enabledProtocols, transport.enabledCipherSuites), or it wants a certificate of"
                        + " this client (transport.keyStoreLocation)";
            case "unrecognized_name" -> "it knows no host of that name (alert " + alert + ")";
            default -> "it refused by the alert " + alert;
        };
    }

    private static Optional<String> alert(List<Throwable> chain) {
        return chain.stream()
                .filter(link -> link.getMessage() != null)
                .map(link -> ALERT.matcher(link.getMessage()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = failure; link != null && !chain.contains(link); link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static boolean says(List<Throwable> chain, String words) {
        return chain.stream()
                .anyMatch(link -> link.getMessage() != null && link.getMessage().contains(words));
    }

    private static String last(List<Throwable> chain) {
        return chain.get(chain.size() - 1).getMessage();
    }
}
