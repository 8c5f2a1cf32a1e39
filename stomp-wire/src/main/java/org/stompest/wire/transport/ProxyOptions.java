package org.stompest.wire.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;
import org.stompest.wire.options.Secrets;

/**
 * The proxy through which a broker is reached. The proxy looks the broker's name up, so that it need not be known here.
 *
 * @param kind what the proxy speaks
 * @param host its name or numeric address; null if there is none
 * @param port its port, from 1 to 65535; 0 if there is none
 * @param user who asks it, or null
 * @param password the password, or null
 */
public record ProxyOptions(Kind kind, String host, int port, String user, String password) {
    /** What a proxy speaks. */
    public enum Kind {
        /** There is no proxy. */
        NONE(0),
        /** SOCKS version 5 (RFC 1928), with user and password (RFC 1929) if they are given. */
        SOCKS(1080),
        /** HTTP with the method CONNECT (RFC 9110, section 9.3.6), with Basic credentials (RFC 7617) if they are given. */
        HTTP(8080);

        private final int defaultPort;

        Kind(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(String text) {
            return text.equalsIgnoreCase("socks5") ? SOCKS : valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    private static final int MAX_PORT = 65535;
    /** What one byte of length can tell (RFC 1929, section 2). */
    private static final int MAX_SOCKS_CREDENTIAL = 255;

    private static final Option<Kind> KIND =
            Option.of("transport.proxyType", OptionType.of("none, socks or http", Kind::of, Kind::text), Kind.NONE);
    private static final Option<String> HOST = Option.of("transport.proxyHost", OptionType.text(), null);
    private static final Option<Integer> PORT = Option.of("transport.proxyPort", OptionType.integer(1, MAX_PORT), null);
    private static final Option<String> USER = Option.of("transport.proxyUser", OptionType.text(), null);
    private static final Option<String> PASSWORD = Option.<String>of("transport.proxyPassword", OptionType.text(), null)
            .secret();

    /** What is read, in the order of the document. */
    static final List<Option<?>> OPTIONS = List.of(KIND, HOST, PORT, USER, PASSWORD);

    /** No proxy. */
    public static final ProxyOptions NONE = new ProxyOptions(Kind.NONE, null, 0, null, null);

    /**
     * Checks that the parts go together.
     *
     * @param kind as of the record
     * @param host as of the record
     * @param port as of the record
     * @param user as of the record
     * @param password as of the record
     */
    public ProxyOptions {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.NONE) {
            if (host != null || port != 0 || user != null || password != null) {
                throw new IllegalArgumentException(
                        "there are options for a proxy, but no transport.proxyType:" + " give socks or http");
            }
        } else {
            check(kind, host, port, user, password);
        }
    }

    private static void check(Kind kind, String host, int port, String user, String password) {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException(
                    "option 'transport.proxyType' is " + kind.text() + ", but there is no transport.proxyHost");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("transport.proxyPort is not from 1 to " + MAX_PORT + ": " + port);
        }
        if (password != null && user == null) {
            throw new IllegalArgumentException("there is a transport.proxyPassword, but no transport.proxyUser");
        }
        if (kind == Kind.SOCKS && (tooLong(user) || tooLong(password))) {
            throw new IllegalArgumentException("transport.proxyUser and transport.proxyPassword may have "
                    + MAX_SOCKS_CREDENTIAL + " bytes each for a proxy of the type socks");
        }
        if (kind == Kind.HTTP && user != null && user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "transport.proxyUser has a colon, which a proxy of the type http cannot be told");
        }
    }

    private static boolean tooLong(String text) {
        return text != null && text.getBytes(StandardCharsets.UTF_8).length > MAX_SOCKS_CREDENTIAL;
    }

    /**
     * Makes a SOCKS proxy that asks for no credentials.
     *
     * @param host its name or numeric address
     * @param port its port
     * @return the options
     */
    public static ProxyOptions socks(String host, int port) {
        return new ProxyOptions(Kind.SOCKS, host, port, null, null);
    }

    /**
     * Makes an HTTP proxy that asks for no credentials.
     *
     * @param host its name or numeric address
     * @param port its port
     * @return the options
     */
    public static ProxyOptions http(String host, int port) {
        return new ProxyOptions(Kind.HTTP, host, port, null, null);
    }

    /**
     * Sets who asks the proxy.
     *
     * @param newUser who, or null for nobody
     * @param newPassword the password, or null
     * @return a copy with these credentials
     */
    public ProxyOptions withCredentials(String newUser, String newPassword) {
        return new ProxyOptions(kind, host, port, newUser, newPassword);
    }

    /** {@return whether there is a proxy} */
    public boolean isUsed() {
        return kind != Kind.NONE;
    }

    static ProxyOptions of(OptionValues values) {
        Kind kind = values.get(KIND);
        return new ProxyOptions(
                kind, values.get(HOST), values.get(PORT, kind.defaultPort), values.get(USER), values.get(PASSWORD));
    }

    /** {@return the parts, but for the password} */
    @Override
    public String toString() {
        return kind == Kind.NONE
                ? "none"
                : kind.text() + " " + host + ":" + port + (user == null ? "" : " as " + user)
                        + (password == null ? "" : " with " + Secrets.MASK);
    }
}
