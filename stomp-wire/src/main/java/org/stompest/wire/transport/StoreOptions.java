package org.stompest.wire.transport;

import java.util.Objects;
import org.stompest.wire.options.Secrets;

/**
 * A file with certificates or keys.
 *
 * @param location path of the file
 * @param type {@code PEM}, {@code PKCS12}, {@code JKS} or another type of {@link java.security.KeyStore}, in any case; null
 *     is to be found out from the content
 * @param password what it was locked with, or null; of a PEM file, what its private key was encrypted with
 */
public record StoreOptions(String location, String type, String password) {
    /**
     * Requires a location.
     *
     * @param location as of the record
     * @param type as of the record
     * @param password as of the record
     */
    public StoreOptions {
        Objects.requireNonNull(location, "location");
        if (location.isBlank()) {
            throw new IllegalArgumentException("the location of a key or trust store is empty");
        }
    }

    /**
     * Names a file whose type is found out from its content.
     *
     * @param location path of the file
     * @param password as of the record
     * @return the options
     */
    public static StoreOptions of(String location, String password) {
        return new StoreOptions(location, null, password);
    }

    /** {@return the parts, but for the password} */
    @Override
    public String toString() {
        return location + (type == null ? "" : " (" + type + ")") + (password == null ? "" : " with " + Secrets.MASK);
    }
}
