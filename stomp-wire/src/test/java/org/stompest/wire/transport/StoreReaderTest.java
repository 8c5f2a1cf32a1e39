package org.stompest.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.testbroker.TestIdentity;
import org.stompest.wire.StompConnectionException;

class StoreReaderTest {
    private static final String KEY_SECRET = "k3y-s3cr3t";
    private static final TestIdentity EC = TestIdentity.server();
    private static final TestIdentity RSA = TestIdentity.of("rsa", "-keyalg", "RSA");
    /** Has two keys in its store. */
    private static final TestIdentity SIGNED = TestIdentity.signed("signed");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"PEM", "pem"})
    void certificatesAsPem(String type) throws Exception {
        Path both = directory.resolve("both.pem");
        Files.writeString(
                both, "a comment\n" + Files.readString(EC.certificate()) + "\n" + Files.readString(RSA.certificate()));

        KeyStore trusted = trusted(new StoreOptions(both.toString(), type, null));

        assertThat(Collections.list(trusted.aliases())).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void certificatesInAStoreWhoseTypeIsFoundOut(String type) throws Exception {
        Path file = store(type, "trust-s3cr3t");

        assertThat(trusted(StoreOptions.of(file.toString(), "trust-s3cr3t")).containsAlias("trusted"))
                .isTrue();
        assertThat(trusted(new StoreOptions(file.toString(), type.toLowerCase(Locale.ROOT), "trust-s3cr3t"))
                        .size())
                .isOne();
    }

    private Path store(String type, String password) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        try (InputStream in = Files.newInputStream(EC.certificate())) {
            store.setCertificateEntry(
                    "trusted", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path file = directory.resolve("trust." + type);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void theWrongPasswordOfATrustStoreIsToldWithoutShowingIt(String type) throws Exception {
        Path file = store(type, "trust-s3cr3t");

        assertThatThrownBy(() -> trusted(StoreOptions.of(file.toString(), "wr0ng")))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("transport.trustStorePassword")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> trusted(StoreOptions.of("/no/such/file.p12", null)))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("/no/such/file.p12")
                .hasMessageContaining("transport.trustStoreLocation")
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> keys(TlsOptions.DEFAULT.withKeyStore(StoreOptions.of("/no/such/file.p12", null))))
                .hasMessageContaining("transport.keyStoreLocation");
    }

    @Test
    void aFileThatIsNoStore() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "nothing of interest");

        assertThatThrownBy(() -> trusted(StoreOptions.of(file.toString(), null)))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("not of the type PKCS12");
        assertThatThrownBy(() -> trusted(new StoreOptions(file.toString(), "PKCS13", null)))
                .hasMessageContaining("transport.trustStoreType")
                .hasMessageContaining("PKCS13");
        assertThatThrownBy(() -> trusted(new StoreOptions(file.toString(), "PEM", null)))
                .hasMessageContaining("no certificate to trust");
    }

    @Test
    void aCertificateThatIsDamaged() throws IOException {
        Path file = Files.writeString(
                directory.resolve("damaged.pem"), TestIdentity.pem("CERTIFICATE", new byte[] {1, 2, 3}));

        assertThatThrownBy(() -> trusted(StoreOptions.of(file.toString(), null)))
                .hasMessageContaining("is no certificate");
    }

    @Test
    void keysInAStore() throws Exception {
        StoreReader.Keys keys =
                keys(TlsOptions.DEFAULT.withKeyStore(StoreOptions.of(EC.store().toString(), TestIdentity.PASSWORD)));

        assertThat(keys.store().getKey("server", keys.password())).isEqualTo(EC.key());
    }

    @Test
    void theKeyThatIsNamedIsTheOnlyOneUsed() throws Exception {
        TlsOptions options =
                TlsOptions.DEFAULT.withKeyStore(StoreOptions.of(SIGNED.store().toString(), TestIdentity.PASSWORD));

        assertThat(keys(options).store().size()).isEqualTo(2);
        StoreReader.Keys keys = keys(options.withKeyAlias("signed"));
        assertThat(Collections.list(keys.store().aliases())).containsExactly("signed");
        assertThat(keys.store().getCertificateChain("signed")).hasSize(2);
        assertThatThrownBy(() -> keys(options.withKeyAlias("other")))
                .hasMessageContaining("transport.keyAlias")
                .hasMessageContaining("signed");
    }

    @Test
    void theWrongPasswordOfAKeyStoreIsToldWithoutShowingIt() {
        assertThatThrownBy(() -> keys(TlsOptions.DEFAULT.withKeyStore(
                        StoreOptions.of(EC.store().toString(), "wr0ng"))))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("transport.keyStorePassword")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void aTrustStoreIsNoKeyStore() throws Exception {
        Path file = store("PKCS12", "trust-s3cr3t");

        assertThatThrownBy(
                        () -> keys(TlsOptions.DEFAULT.withKeyStore(StoreOptions.of(file.toString(), "trust-s3cr3t"))))
                .hasMessageContaining("no private key");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keyAndCertificateAsPem(boolean rsa) throws Exception {
        TestIdentity identity = rsa ? RSA : EC;
        Path file = pem(identity, TestIdentity.pem("PRIVATE KEY", identity.key().getEncoded()));

        StoreReader.Keys keys = keys(TlsOptions.DEFAULT.withKeyStore(StoreOptions.of(file.toString(), null)));

        assertThat(keys.store().getKey("pem", keys.password())).isEqualTo(identity.key());
        assertThat(keys.store().getCertificateChain("pem")).hasSize(1);
    }

    @Test
    void keyAsPemInAFileOfItsOwn() throws Exception {
        Path key = Files.writeString(
                directory.resolve("tls.key"),
                TestIdentity.pem("PRIVATE KEY", EC.key().getEncoded()));

        StoreReader.Keys keys = keys(keyIn(key, null));

        assertThat(keys.store().getKey("pem", keys.password())).isEqualTo(EC.key());
        assertThatThrownBy(() -> keys(keyIn(directory.resolve("none"), null)))
                .hasMessageContaining("transport.keyLocation");
        assertThatThrownBy(() -> keys(keyIn(EC.certificate(), null))).hasMessageContaining("no private key");
        assertThatThrownBy(() -> keys(TlsOptions.DEFAULT.withKeyStore(
                        StoreOptions.of(EC.certificate().toString(), null))))
                .hasMessageContaining("transport.keyLocation");
    }

    private static TlsOptions keyIn(Path key, String password) {
        return new TlsOptions(
                null,
                StoreOptions.of(EC.certificate().toString(), null),
                key.toString(),
                password,
                null,
                true,
                List.of(),
                List.of(),
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBEWithHmacSHA256AndAES_256", "PBEWithHmacSHA1AndAES_128", "PBEWithSHA1AndDESede"})
    void encryptedKeyAsPem(String algorithm) throws Exception {
        Path file = pem(EC, TestIdentity.pem("ENCRYPTED PRIVATE KEY", encrypted(EC.key(), algorithm)));

        StoreReader.Keys keys = keys(TlsOptions.DEFAULT.withKeyStore(StoreOptions.of(file.toString(), KEY_SECRET)));

        assertThat(keys.store().getKey("pem", keys.password())).isEqualTo(EC.key());
        assertThatThrownBy(() -> keys(TlsOptions.DEFAULT.withKeyStore(StoreOptions.of(file.toString(), null))))
                .hasMessageContaining("transport.keyPassword");
        assertThatThrownBy(() -> keys(TlsOptions.DEFAULT.withKeyStore(StoreOptions.of(file.toString(), "wr0ng"))))
                .isInstanceOf(StompConnectionException.class)
                .hasMessageContaining("transport.keyPassword")
                .hasMessageNotContaining("wr0ng");
    }

    private static byte[] encrypted(Key key, String algorithm) throws Exception {
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(KEY_SECRET.toCharArray())));
        byte[] bytes = cipher.doFinal(key.getEncoded());
        AlgorithmParameters parameters = cipher.getParameters();
        if (algorithm.contains("Hmac")) {
            parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
        }
        return new EncryptedPrivateKeyInfo(parameters, bytes).getEncoded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY"})
    void aKeyOfAnOlderKindSaysHowItIsConverted(String label) throws IOException {
        Path file = pem(EC, TestIdentity.pem(label, new byte[] {1, 2, 3}));

        assertThatThrownBy(() -> keys(TlsOptions.DEFAULT.withKeyStore(StoreOptions.of(file.toString(), null))))
                .hasMessageContaining(label)
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void renewedFilesAreReadForTheNextConnection() throws Exception {
        Path file = Files.copy(RSA.certificate(), directory.resolve("trust.pem"));
        TlsOptions options = TlsOptions.DEFAULT.withTrustStore(StoreOptions.of(file.toString(), null));
        try (Peers peers = Peers.tls(EC.context(), Peers::echo)) {
            assertThatThrownBy(() -> connect(peers, options)).hasMessageContaining("not trusted");

            Files.writeString(file, Files.readString(EC.certificate()));

            connect(peers, options);
        }
    }

    @Test
    void noSocketIsOpenedForAStoreThatCannotBeUsed() {
        TlsOptions options = TlsOptions.DEFAULT.withTrustStore(StoreOptions.of("/no/such/file.p12", null));
        try (Peers peers = Peers.tls(EC.context(), Peers::echo)) {
            assertThatThrownBy(() -> connect(peers, options)).isInstanceOf(StompConnectionException.class);
            assertThat(peers.connections()).isZero();
        }
    }

    private static void connect(Peers peers, TlsOptions options) {
        try (Transport transport = Transports.create(peers.address("ssl"), TransportOptions.DEFAULT.withTls(options))) {
            transport.connect();
        }
    }

    private Path pem(TestIdentity identity, String key) throws IOException {
        return Files.writeString(directory.resolve("key.pem"), Files.readString(identity.certificate()) + key);
    }

    private static KeyStore trusted(StoreOptions store) {
        return new StoreReader(TlsOptions.DEFAULT.withTrustStore(store)).trusted();
    }

    private static StoreReader.Keys keys(TlsOptions options) {
        return new StoreReader(options).keys();
    }
}
