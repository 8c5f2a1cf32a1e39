package org.stompest.wire.transport;

import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;
import org.stompest.wire.options.Secrets;

/**
 * Whom to trust, and as whom to appear, with {@code ssl} and {@code wss}. Files are read for each connection, so that renewed
 * certificates count from the next one on.
 *
 * @param trustStore certificates of whom to trust; null is whom the JDK trusts
 * @param keyStore certificate and private key of the client; null if it has none
 * @param keyLocation path of a PEM file with the private key, if that is not in the {@code keyStore}; else null
 * @param keyPassword what the private key was locked with; null if with the password of the {@code keyStore}
 * @param keyAlias which entry of the {@code keyStore} to use; null leaves that to the JDK
 * @param verifyHost whether the certificate must be for the host of the address (RFC 2818, section 3.1)
 * @param enabledProtocols versions of TLS, such as {@code TLSv1.3}; empty are those of the JDK
 * @param enabledCipherSuites by their names in the JDK; empty are those of the JDK
 * @param context a context of the caller, who then says in it all that the stores and keys say here; null is none
 */
public record TlsOptions(
        StoreOptions trustStore,
        StoreOptions keyStore,
        String keyLocation,
        String keyPassword,
        String keyAlias,
        boolean verifyHost,
        List<String> enabledProtocols,
        List<String> enabledCipherSuites,
        SSLContext context) {
    private static final Option<String> TRUST_LOCATION = Option.<String>of(
                    "transport.trustStoreLocation", OptionType.text(), null)
            .alias("transport.trustStorePath", "transport.trustStore");
    private static final Option<String> TRUST_PASSWORD = Option.<String>of(
                    "transport.trustStorePassword", OptionType.text(), null)
            .secret();
    private static final Option<String> TRUST_TYPE = Option.of("transport.trustStoreType", OptionType.text(), null);
    private static final Option<String> KEY_STORE_LOCATION = Option.<String>of(
                    "transport.keyStoreLocation", OptionType.text(), null)
            .alias("transport.keyStorePath", "transport.keyStore");
    private static final Option<String> KEY_STORE_PASSWORD = Option.<String>of(
                    "transport.keyStorePassword", OptionType.text(), null)
            .secret();
    private static final Option<String> KEY_STORE_TYPE = Option.of("transport.keyStoreType", OptionType.text(), null);
    private static final Option<String> KEY_LOCATION = Option.of("transport.keyLocation", OptionType.text(), null);
    private static final Option<String> KEY_PASSWORD =
            Option.<String>of("transport.keyPassword", OptionType.text(), null).secret();
    private static final Option<String> KEY_ALIAS = Option.of("transport.keyAlias", OptionType.text(), null);
    private static final Option<Boolean> VERIFY_HOST =
            Option.of("transport.verifyHost", OptionType.bool(), true).alias("transport.verifyHostName");
    private static final Option<List<String>> PROTOCOLS =
            Option.of("transport.enabledProtocols", OptionType.list(), List.of());
    private static final Option<List<String>> CIPHERS =
            Option.of("transport.enabledCipherSuites", OptionType.list(), List.of());

    /** What is read, in the order of the document. */
    static final List<Option<?>> OPTIONS = List.of(
            TRUST_LOCATION,
            TRUST_PASSWORD,
            TRUST_TYPE,
            KEY_STORE_LOCATION,
            KEY_STORE_PASSWORD,
            KEY_STORE_TYPE,
            KEY_LOCATION,
            KEY_PASSWORD,
            KEY_ALIAS,
            VERIFY_HOST,
            PROTOCOLS,
            CIPHERS);

    /** The defaults: whom the JDK trusts is trusted if its certificate is for the host, and the client has no certificate. */
    public static final TlsOptions DEFAULT =
            new TlsOptions(null, null, null, null, null, true, List.of(), List.of(), null);

    /**
     * Checks that the parts go together.
     *
     * @param trustStore as of the record
     * @param keyStore as of the record
     * @param keyLocation as of the record
     * @param keyPassword as of the record
     * @param keyAlias as of the record
     * @param verifyHost as of the record
     * @param enabledProtocols as of the record
     * @param enabledCipherSuites as of the record
     * @param context as of the record
     */
    public TlsOptions {
        enabledProtocols = List.copyOf(enabledProtocols);
        enabledCipherSuites = List.copyOf(enabledCipherSuites);
        if (keyStore == null && (keyLocation != null || keyPassword != null || keyAlias != null)) {
            throw new IllegalArgumentException("transport.keyLocation, keyPassword and keyAlias say more of a key"
                    + " store, but there is no transport.keyStoreLocation");
        }
        if (context != null && (trustStore != null || keyStore != null)) {
            throw new IllegalArgumentException("a context of the caller and transport.trustStoreLocation or"
                    + " keyStoreLocation exclude each other: give one of them");
        }
    }

    /**
     * Sets whom to trust.
     *
     * @param store the store, or null for whom the JDK trusts
     * @return a copy with that store
     */
    public TlsOptions withTrustStore(StoreOptions store) {
        return new TlsOptions(
                store,
                keyStore,
                keyLocation,
                keyPassword,
                keyAlias,
                verifyHost,
                enabledProtocols,
                enabledCipherSuites,
                context);
    }

    /**
     * Sets as whom to appear.
     *
     * @param store the store with certificate and key, or null for nobody
     * @return a copy with that store, and without what was said of the former one
     */
    public TlsOptions withKeyStore(StoreOptions store) {
        return new TlsOptions(
                trustStore, store, null, null, null, verifyHost, enabledProtocols, enabledCipherSuites, context);
    }

    /**
     * Sets which key of the key store to use.
     *
     * @param alias its name in the store, or null to leave the choice to the JDK
     * @return a copy with that alias
     */
    public TlsOptions withKeyAlias(String alias) {
        return new TlsOptions(
                trustStore,
                keyStore,
                keyLocation,
                keyPassword,
                alias,
                verifyHost,
                enabledProtocols,
                enabledCipherSuites,
                context);
    }

    /**
     * Sets whether the certificate must be for the host of the address.
     *
     * @param value false lets anybody whom the trust store trusts pass for the broker
     * @return a copy with that value
     */
    public TlsOptions withVerifyHost(boolean value) {
        return new TlsOptions(
                trustStore,
                keyStore,
                keyLocation,
                keyPassword,
                keyAlias,
                value,
                enabledProtocols,
                enabledCipherSuites,
                context);
    }

    /**
     * Sets the versions of TLS.
     *
     * @param protocols such as {@code TLSv1.3}; none are those of the JDK
     * @return a copy with these
     */
    public TlsOptions withEnabledProtocols(String... protocols) {
        return new TlsOptions(
                trustStore,
                keyStore,
                keyLocation,
                keyPassword,
                keyAlias,
                verifyHost,
                List.of(protocols),
                enabledCipherSuites,
                context);
    }

    /**
     * Sets a context in place of the stores.
     *
     * @param value the context, or null for one that is made from the stores
     * @return a copy with that context
     * @throws IllegalArgumentException if there are stores
     */
    public TlsOptions withContext(SSLContext value) {
        return new TlsOptions(
                trustStore,
                keyStore,
                keyLocation,
                keyPassword,
                keyAlias,
                verifyHost,
                enabledProtocols,
                enabledCipherSuites,
                value);
    }

    static TlsOptions of(OptionValues values) {
        return new TlsOptions(
                store(
                        "transport.trustStore",
                        values.get(TRUST_LOCATION),
                        values.get(TRUST_TYPE),
                        values.get(TRUST_PASSWORD)),
                store(
                        "transport.keyStore",
                        values.get(KEY_STORE_LOCATION),
                        values.get(KEY_STORE_TYPE),
                        values.get(KEY_STORE_PASSWORD)),
                values.get(KEY_LOCATION),
                values.get(KEY_PASSWORD),
                values.get(KEY_ALIAS),
                values.get(VERIFY_HOST),
                values.get(PROTOCOLS),
                values.get(CIPHERS),
                null);
    }

    private static StoreOptions store(String prefix, String location, String type, String password) {
        if (location != null) {
            return new StoreOptions(location, type, password);
        }
        if (type != null || password != null) {
            throw new IllegalArgumentException("option '" + prefix + (type != null ? "Type" : "Password")
                    + "' is given, but there is no " + prefix + "Location");
        }
        return null;
    }

    /** {@return the parts, but for passwords} */
    @Override
    public String toString() {
        return "TlsOptions[trustStore=" + Objects.toString(trustStore, "of the JDK") + ", keyStore=" + keyStore
                + (keyLocation == null ? "" : ", keyLocation=" + keyLocation)
                + (keyPassword == null ? "" : ", keyPassword=" + Secrets.MASK)
                + (keyAlias == null ? "" : ", keyAlias=" + keyAlias) + ", verifyHost=" + verifyHost
                + ", enabledProtocols=" + enabledProtocols + ", enabledCipherSuites=" + enabledCipherSuites
                + (context == null ? "" : ", context of the caller") + "]";
    }
}
