package org.stompest.wire.transport;

import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.failover.BrokerAddress;

/** Turns options into what the JDK needs for TLS. Stateless; usable from any thread. */
final class TlsContexts {
    private TlsContexts() {}

    /**
     * Makes a context, for which the stores are read anew.
     *
     * @throws StompConnectionException if a store cannot be used; it names the option
     */
    static SSLContext of(TlsOptions options) {
        try {
            if (options.context() != null) {
                return options.context();
            }
            if (options.trustStore() == null && options.keyStore() == null) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(options), trustManagers(options), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new StompConnectionException(
                    "TLS cannot be set up: " + e.getMessage() + "; check the system properties javax.net.ssl.*", e);
        }
    }

    /** {@return null, which is nobody, or those of the store} */
    private static KeyManager[] keyManagers(TlsOptions options) throws GeneralSecurityException {
        if (options.keyStore() == null) {
            return null;
        }
        StoreReader.Keys keys = new StoreReader(options).keys();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try {
            factory.init(keys.store(), keys.password());
        } catch (UnrecoverableKeyException e) {
            throw new StompConnectionException(
                    "cannot use '" + options.keyStore().location() + "' (transport.keyStoreLocation): its key does not"
                            + " open with transport.keyPassword, or without that with transport.keyStorePassword",
                    e);
        }
        return factory.getKeyManagers();
    }

    /** {@return null, which is whom the JDK trusts, or those of the store} */
    private static TrustManager[] trustManagers(TlsOptions options) throws GeneralSecurityException {
        if (options.trustStore() == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(new StoreReader(options).trusted());
        return factory.getTrustManagers();
    }

    /**
     * Makes the parameters of a handshake.
     *
     * @throws StompConnectionException if the JDK does not know a protocol or a cipher suite; it names the option
     */
    static SSLParameters parameters(SSLContext context, TlsOptions options, BrokerAddress address) {
        SSLParameters parameters = context.getDefaultSSLParameters();
        SSLParameters supported = context.getSupportedSSLParameters();
        if (!options.enabledProtocols().isEmpty()) {
            parameters.setProtocols(
                    known("transport.enabledProtocols", options.enabledProtocols(), supported.getProtocols()));
        }
        if (!options.enabledCipherSuites().isEmpty()) {
            parameters.setCipherSuites(
                    known("transport.enabledCipherSuites", options.enabledCipherSuites(), supported.getCipherSuites()));
        }
        if (options.verifyHost()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (isName(address.host())) {
            parameters.setServerNames(List.of(new SNIHostName(address.host())));
        }
        return parameters;
    }

    private static String[] known(String option, List<String> wanted, String[] supported) {
        for (String name : wanted) {
            if (!Arrays.asList(supported).contains(name)) {
                throw new StompConnectionException(
                        "option '" + option + "' has '" + name + "', which this JDK does not know; it knows "
                                + String.join(", ", supported),
                        null);
            }
        }
        return wanted.toArray(new String[0]);
    }

    /** A numeric address is no server name (RFC 6066, section 3), nor is what is no name in the DNS. */
    private static boolean isName(String host) {
        return host.matches("(?=.*[A-Za-z])[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
    }
}
