package org.stompest.wire.failover;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stompest.wire.options.NearestNames;
import org.stompest.wire.options.Secrets;

/**
 * Where a broker listens.
 *
 * @param scheme {@code tcp}, {@code ssl}, {@code ws} or {@code wss}; the aliases {@code stomp} and {@code stomp+ssl} become
 *     {@code tcp} and {@code ssl}
 * @param host a name or a numeric address; IPv6 without brackets
 * @param port from 1 to 65535
 * @param path for {@code ws} and {@code wss} what follows the port, such as {@code /ws}; else empty
 */
public record BrokerAddress(String scheme, String host, int port, String path) {
    private static final Map<String, String> ALIASES = Map.of("stomp", "tcp", "stomp+ssl", "ssl");
    private static final Map<String, Integer> DEFAULT_PORTS = defaultPorts();
    private static final int MAX_PORT = 65535;
    private static final Pattern SHAPE =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(\\[[^]]*]|[^:/\\[]*)(?::([^/]*))?(/.*)?");
    private static final Pattern OPTION_CHARACTER = Pattern.compile("[&=]");
    private static final Pattern IP6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]+");

    /**
     * Checks the address.
     *
     * @param scheme as of the record
     * @param host as of the record
     * @param port as of the record
     * @param path as of the record
     * @throws IllegalArgumentException if the scheme is unknown, the host malformed, the port out of range, or if there is a
     *     path where the scheme has none
     */
    public BrokerAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(path, "path");
        scheme = properScheme(scheme);
        if (!NAME.matcher(host).matches() && !IP6.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' is no host: give a name, an IPv4 address, or an IPv6"
                    + " address in brackets, such as tcp://[::1]:61613");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "the port " + port + " of " + host + " is not between 1 and " + MAX_PORT);
        }
        if (!path.isEmpty() && !scheme.startsWith("ws")) {
            throw new IllegalArgumentException("the path '" + path + "' behind " + host + ":" + port
                    + " means nothing to " + scheme + "; remove it");
        }
    }

    /**
     * Makes an address without a path.
     *
     * @param scheme {@code tcp}, {@code ssl}, {@code ws}, {@code wss} or an alias
     * @param host a name or a numeric address; IPv6 without brackets
     * @param port from 1 to 65535
     */
    public BrokerAddress(String scheme, String host, int port) {
        this(scheme, host, port, "");
    }

    /**
     * Reads an address. The port may be left out: 61613 for {@code tcp}, 61612 for {@code ssl}, 80 and 443 for {@code ws} and
     * {@code wss}.
     *
     * @param text such as {@code tcp://broker:61613}; without a query
     * @return the address
     * @throws IllegalArgumentException that shows the text, without credentials, and says what is wrong with it
     */
    public static BrokerAddress parse(String text) {
        String address = text.strip();
        if (address.contains("@")) {
            throw new IllegalArgumentException("credentials do not belong into the address of "
                    + Secrets.mask(address.substring(address.lastIndexOf('@') + 1))
                    + "; use the options stomp.login and stomp.passcode");
        }
        Matcher option = OPTION_CHARACTER.matcher(address);
        if (option.find()) {
            throw new IllegalArgumentException(
                    "'" + address.substring(0, option.start()) + "...' has options in the address; they follow a '?'");
        }
        Matcher matcher = SHAPE.matcher(address);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + address + "' is no broker's address; write it like tcp://host:61613");
        }
        String scheme = properScheme(matcher.group(1));
        String host = matcher.group(2);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("'" + address + "' has no host; write it like tcp://host:61613");
        }
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
            if (!IP6.matcher(host).matches()) {
                throw new IllegalArgumentException("'" + host + "' in '" + address + "' is no IPv6 address");
            }
        }
        String path = matcher.group(4);
        boolean noPath = path == null || path.equals("/") && !scheme.startsWith("ws");
        return new BrokerAddress(scheme, host, port(scheme, matcher.group(3), address), noPath ? "" : path);
    }

    /** {@return whether the host is this machine by its name alone: {@code localhost}, 127.x.x.x or ::1} */
    public boolean isLoopback() {
        return host.equalsIgnoreCase("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.matches("(0{0,4}:){2,7}0{0,3}1");
    }

    /** {@return the address as in a URI, such as {@code tcp://[::1]:61613}} */
    @Override
    public String toString() {
        return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port + path;
    }

    private static int port(String scheme, String text, String address) {
        if (text == null) {
            return DEFAULT_PORTS.get(scheme);
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the port '" + text + "' in '" + address + "' is not a number from 1 to " + MAX_PORT, e);
        }
    }

    private static String properScheme(String text) {
        String scheme = text.toLowerCase(Locale.ROOT);
        scheme = ALIASES.getOrDefault(scheme, scheme);
        if (!DEFAULT_PORTS.containsKey(scheme)) {
            List<String> nearest = NearestNames.of(scheme, DEFAULT_PORTS.keySet());
            throw new IllegalArgumentException("unknown scheme '" + text + "'; "
                    + (nearest.isEmpty() ? "" : "did you mean " + String.join(" or ", nearest) + "? ")
                    + "Known are tcp (or stomp), ssl (or stomp+ssl), ws, wss, and failover around them");
        }
        return scheme;
    }

    private static Map<String, Integer> defaultPorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("tcp", 61613);
        ports.put("ssl", 61612);
        ports.put("ws", 80);
        ports.put("wss", 443);
        return ports;
    }
}
