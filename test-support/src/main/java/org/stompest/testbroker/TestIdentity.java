package org.stompest.testbroker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key with a certificate, in files of a temporary directory, made by the JDK's own {@code keytool} once
 * for each JVM.
 *
 * <p>Immutable; usable from any thread.
 *
 * @param name in the certificate and as the alias in the store
 * @param store a PKCS12 file with key and certificate, locked with {@link #PASSWORD}
 * @param certificate a PEM file with what others must trust: the certificate, or that of who signed it
 */
public record TestIdentity(String name, Path store, Path certificate) {
    /** What the stores are locked with. */
    public static final String PASSWORD = "store-s3cr3t";

    private static final String AUTHORITY = "authority";
    private static final long KEYTOOL_SECONDS = 60;
    private static final Map<String, TestIdentity> MADE = new ConcurrentHashMap<>();
    private static final Path DIRECTORY = directory();

    /** {@return a server whose certificate is for {@code localhost} and {@code 127.0.0.1}} */
    public static TestIdentity server() {
        return of("server", "-ext", "san=dns:localhost,ip:127.0.0.1");
    }

    /** {@return a client} */
    public static TestIdentity client() {
        return of("client");
    }

    /**
     * Makes an identity.
     *
     * @param name each has another one
     * @param options more options of {@code keytool -genkeypair}; the key is an EC key unless they say otherwise
     * @return the identity; the same for the same name
     */
    public static TestIdentity of(String name, String... options) {
        return MADE.computeIfAbsent(name, made -> {
            Path store = DIRECTORY.resolve(name + ".p12");
            generate(name, store, options);
            return of(name, store);
        });
    }

    /**
     * Makes an identity whose certificate is signed by an authority, which has a key of its own in the same store.
     *
     * @param name each has another one
     * @param options as of {@link #of}
     * @return the identity; its {@code certificate} is that of the authority
     */
    public static TestIdentity signed(String name, String... options) {
        return MADE.computeIfAbsent(name, made -> {
            Path store = DIRECTORY.resolve(name + ".p12");
            generate(AUTHORITY, store, "-ext", "bc:c");
            List<String> more = new ArrayList<>(List.of(options));
            more.addAll(List.of("-signer", AUTHORITY));
            generate(name, store, more.toArray(new String[0]));
            return of(name, store);
        });
    }

    private static void generate(String name, Path store, String... options) {
        List<String> command =
                new ArrayList<>(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        if (!List.of(options).contains("-keyalg")) {
            command.addAll(List.of("-keyalg", "EC"));
        }
        command.addAll(List.of(options));
        keytool(DIRECTORY.resolve(name + ".log"), command);
    }

    private static TestIdentity of(String name, Path store) {
        TestIdentity identity = new TestIdentity(name, store, DIRECTORY.resolve(name + ".pem"));
        write(identity.certificate, pem("CERTIFICATE", identity.encodedCertificate()));
        return identity;
    }

    private static void keytool(Path log, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("keytool failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("stomp-test-identities");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes bytes as PEM.
     *
     * @param label such as {@code CERTIFICATE}
     * @param bytes what stands under it
     * @return the text
     */
    public static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes)
                + "\n-----END " + label + "-----\n";
    }

    /** {@return the key, as of PKCS #8} */
    public Key key() {
        try {
            return load().getKey(name, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] encodedCertificate() {
        try {
            Certificate[] chain = load().getCertificateChain(name);
            return chain[chain.length - 1].getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            loaded.load(in, PASSWORD.toCharArray());
            if (!name.equals(AUTHORITY)) {
                loaded.deleteEntry(AUTHORITY);
            }
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes a context that appears as this one.
     *
     * @param trusted whom it trusts; nobody if there are none
     * @return the context
     */
    public SSLContext context(TestIdentity... trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(), PASSWORD.toCharArray());
            KeyManager[] keyManagers = keys.getKeyManagers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers, trusted.length == 0 ? null : trust(trusted), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a PKCS12 file, locked with {@link #PASSWORD}, with what others must trust, and no key} */
    public Path trustStore() {
        Path file = DIRECTORY.resolve(name + "-trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusting(this).store(out, PASSWORD.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrustManager[] trust(TestIdentity... trusted) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusting(trusted));
        return factory.getTrustManagers();
    }

    private static KeyStore trusting(TestIdentity... trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (TestIdentity identity : trusted) {
            Certificate[] chain = identity.load().getCertificateChain(identity.name);
            store.setCertificateEntry(identity.name, chain[chain.length - 1]);
        }
        return store;
    }
}
