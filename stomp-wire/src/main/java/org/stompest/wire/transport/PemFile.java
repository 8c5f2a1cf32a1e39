package org.stompest.wire.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Certificates and private keys as text (RFC 7468): {@code CERTIFICATE}, {@code PRIVATE KEY} and
 * {@code ENCRYPTED PRIVATE KEY}; what else is in the file is passed over. Immutable.
 */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern CERTIFICATE = Pattern.compile("(X509 |TRUSTED )?CERTIFICATE");
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");

    private final String location;
    private final List<Block> blocks;

    private record Block(String label, String base64) {
        byte[] bytes() throws IOException {
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new IOException("what stands under " + label + " is not Base64", e);
            }
        }
    }

    private PemFile(String location, List<Block> blocks) {
        this.location = location;
        this.blocks = blocks;
    }

    static boolean looksLike(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    static PemFile parse(String location, byte[] content) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return new PemFile(location, blocks);
    }

    /** {@return the certificates, in the order of the file; perhaps none} */
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (CERTIFICATE.matcher(block.label).matches()) {
                certificates.add(certificate(block));
            }
        }
        return certificates;
    }

    private static X509Certificate certificate(Block block) throws IOException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IOException("what stands under " + block.label + " is no certificate", e);
        }
    }

    /**
     * Reads the private key.
     *
     * @param password what it was encrypted with, or null
     * @return the first key of the file, or null if there is none
     */
    PrivateKey privateKey(String password) throws IOException {
        for (Block block : blocks) {
            if (block.label.equals(KEY)) {
                return key(block.bytes());
            }
            if (block.label.equals(ENCRYPTED_KEY)) {
                return key(decrypted(block.bytes(), password));
            }
            if (block.label.endsWith(KEY)) {
                throw new IOException("a key of the kind '" + block.label
                        + "' cannot be read; convert it: openssl pkcs8 -topk8 -nocrypt -in " + location
                        + " -out new.pem");
            }
        }
        return null;
    }

    private static byte[] decrypted(byte[] bytes, String password) throws IOException {
        if (password == null) {
            throw new IOException("the private key is encrypted: set transport.keyPassword");
        }
        PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
            AlgorithmParameters parameters = info.getAlgParameters();
            // of the second scheme of PKCS #5 only the parameters know what it is made of
            boolean second =
                    info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13");
            String algorithm = second && parameters != null ? parameters.toString() : info.getAlgName();
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(secret);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return info.getKeySpec(cipher).getEncoded();
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            throw new IOException(
                    "the private key is encrypted in a way that this JDK does not know; convert it:"
                            + " openssl pkcs8 -topk8 -v2 aes-256-cbc",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException("the private key does not open with transport.keyPassword", e);
        } finally {
            secret.clearPassword();
        }
    }

    private static PrivateKey key(byte[] encoded) throws IOException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                continue; // it is of another algorithm
            } catch (GeneralSecurityException e) {
                throw new IOException("this JDK has no keys of the kind " + algorithm, e);
            }
        }
        throw new IOException("the private key is of no kind that is known: " + String.join(", ", KEY_ALGORITHMS));
    }

    /** {@return what is in the file, for people} */
    String content() {
        return blocks.isEmpty()
                ? "nothing"
                : blocks.stream().map(Block::label).distinct().collect(Collectors.joining(", "));
    }
}
