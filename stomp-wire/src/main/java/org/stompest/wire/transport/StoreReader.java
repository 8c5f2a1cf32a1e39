package org.stompest.wire.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.stompest.wire.StompConnectionException;

/**
 * Reads key and trust stores. Every complaint names the file and the option to change, and never a password. Stateless but
 * for the options; usable from any thread.
 */
final class StoreReader {
    private static final String PEM = "PEM";
    private static final String TRUST = "transport.trustStore";
    private static final String KEY = "transport.keyStore";
    private static final int JKS_MAGIC = 0xFEEDFEED;
    private static final int JCEKS_MAGIC = 0xCECECECE;

    private final TlsOptions options;

    /**
     * Keys and what they are locked with in there.
     *
     * @param store has at least one key
     * @param password opens the keys
     */
    record Keys(KeyStore store, char[] password) {}

    StoreReader(TlsOptions options) {
        this.options = options;
    }

    /** {@return the certificates of {@code trustStore}, which is not null} */
    KeyStore trusted() {
        StoreOptions file = options.trustStore();
        try {
            byte[] content = content(TRUST, file.location());
            KeyStore store = isPem(file, content)
                    ? storeOf(PemFile.parse(file.location(), content).certificates())
                    : load(TRUST, file, content);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    return store;
                }
            }
            throw unusable(
                    TRUST,
                    file.location(),
                    "it holds no certificate to trust (of a PKCS12 file made by openssl the JDK takes none: give the"
                            + " certificates as PEM)",
                    null);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(TRUST, file.location(), e.getMessage(), e);
        }
    }

    /** {@return key and certificates of {@code keyStore}, which is not null} */
    Keys keys() {
        StoreOptions file = options.keyStore();
        try {
            byte[] content = content(KEY, file.location());
            return isPem(file, content) ? pemKeys(file, content) : storedKeys(file, content);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(KEY, file.location(), e.getMessage(), e);
        }
    }

    private Keys storedKeys(StoreOptions file, byte[] content) throws IOException, GeneralSecurityException {
        KeyStore store = load(KEY, file, content);
        List<String> names = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                names.add(alias);
            }
        }
        if (names.isEmpty()) {
            throw new IOException("it holds no private key");
        }
        if (options.keyLocation() != null) {
            throw new IOException("transport.keyLocation is only for a store of the type PEM");
        }
        char[] password = chars(options.keyPassword() != null ? options.keyPassword() : file.password());
        String wanted = options.keyAlias();
        if (wanted != null) {
            if (!store.isKeyEntry(wanted)) {
                throw new IOException(
                        "it has no key '" + wanted + "' (transport.keyAlias), but " + String.join(", ", names));
            }
            for (String alias : names) {
                if (!alias.equalsIgnoreCase(wanted)) {
                    store.deleteEntry(alias);
                }
            }
        }
        return new Keys(store, password == null ? new char[0] : password);
    }

    private Keys pemKeys(StoreOptions file, byte[] content) throws IOException, GeneralSecurityException {
        if (options.keyAlias() != null) {
            throw new IOException("transport.keyAlias is not for a store of the type PEM, which has one key");
        }
        PemFile pem = PemFile.parse(file.location(), content);
        List<X509Certificate> chain = pem.certificates();
        if (chain.isEmpty()) {
            throw new IOException("it holds no certificate, but " + pem.content());
        }
        String password = options.keyPassword() != null ? options.keyPassword() : file.password();
        PrivateKey key = pem.privateKey(password);
        if (options.keyLocation() != null) {
            key = keyFile(password);
        } else if (key == null) {
            throw new IOException("it holds no private key, but " + pem.content()
                    + "; if the key is in a file of its own, name that with transport.keyLocation");
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("pem", key, new char[0], chain.toArray(new X509Certificate[0]));
        return new Keys(store, new char[0]);
    }

    private PrivateKey keyFile(String password) {
        String location = options.keyLocation();
        try {
            PemFile pem = PemFile.parse(location, content("transport.key", location));
            PrivateKey key = pem.privateKey(password);
            if (key == null) {
                throw new IOException("it holds no private key, but " + pem.content());
            }
            return key;
        } catch (IOException e) {
            throw unusable("transport.key", location, e.getMessage(), e);
        }
    }

    private static boolean isPem(StoreOptions file, byte[] content) {
        return file.type() == null ? PemFile.looksLike(content) : file.type().equalsIgnoreCase(PEM);
    }

    private static KeyStore load(String prefix, StoreOptions file, byte[] content) throws IOException {
        String type = file.type() == null ? typeOf(content) : file.type().toUpperCase(Locale.ROOT);
        KeyStore store;
        try {
            store = KeyStore.getInstance(type);
        } catch (KeyStoreException e) {
            throw new IOException(
                    "the JDK knows no type '" + type + "' (" + prefix + "Type); give PEM, PKCS12 or JKS", e);
        }
        try {
            store.load(new ByteArrayInputStream(content), chars(file.password()));
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new IOException("it does not open with this password (" + prefix + "Password)", e);
            }
            throw new IOException("it is not of the type " + type + " (" + prefix + "Type), or damaged", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("it cannot be opened: " + e.getMessage() + " (" + prefix + "Password)", e);
        }
    }

    private static String typeOf(byte[] content) {
        int magic = 0;
        for (int i = 0; i < Math.min(4, content.length); i++) {
            magic = magic << 8 | content[i] & 0xFF;
        }
        return magic == JKS_MAGIC ? "JKS" : magic == JCEKS_MAGIC ? "JCEKS" : "PKCS12";
    }

    private static KeyStore storeOf(List<X509Certificate> certificates) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("pem-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static char[] chars(String password) {
        return password == null ? null : password.toCharArray();
    }

    private static byte[] content(String prefix, String location) {
        try {
            return Files.readAllBytes(Path.of(location));
        } catch (NoSuchFileException e) {
            throw unusable(prefix, location, "there is no such file", e);
        } catch (IOException | InvalidPathException e) {
            throw unusable(prefix, location, "it cannot be read: " + e.getMessage(), e);
        }
    }

    private static StompConnectionException unusable(String prefix, String location, String why, Throwable cause) {
        return new StompConnectionException("cannot use '" + location + "' (" + prefix + "Location): " + why, cause);
    }
}
