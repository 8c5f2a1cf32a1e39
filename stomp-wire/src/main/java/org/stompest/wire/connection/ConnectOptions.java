package org.stompest.wire.connection;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.stompest.wire.StompException;
import org.stompest.wire.codec.FrameLimits;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionTable;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;
import org.stompest.wire.options.Secrets;
import org.stompest.wire.session.HeartBeat;

/**
 * What is said to the broker in CONNECT, how long its answer may take, and how large its frames may be.
 *
 * @param versions the versions offered, ascending, each once; not empty
 * @param host the header {@code host}: a virtual host; null is the host of the broker's address
 * @param login who connects, or null
 * @param passcode the password, or null
 * @param heartBeat what is asked for
 * @param connectedTimeout how long CONNECTED may take; more than zero
 * @param headers further headers of CONNECT, in this order
 * @param limits how large received frames may be
 * @param lenientHeaders whether broken headers of received frames are tolerated, see
 *     {@link org.stompest.wire.codec.FrameDecoder#lenient(boolean)}
 */
public record ConnectOptions(
        List<StompVersion> versions,
        String host,
        String login,
        String passcode,
        HeartBeat heartBeat,
        Duration connectedTimeout,
        Map<String, String> headers,
        FrameLimits limits,
        boolean lenientHeaders) {
    private static final OptionType<Integer> LIMIT = OptionType.integer(1, Integer.MAX_VALUE);
    private static final Set<String> OWN_HEADERS =
            Set.of("accept-version", "host", "login", "passcode", "heart-beat", "content-length");

    private static final Option<List<StompVersion>> VERSIONS = Option.of(
                    "stomp.versions",
                    OptionType.of(
                            "one or more of 1.0, 1.1 and 1.2 with commas between them",
                            ConnectOptions::versions,
                            list -> list.stream().map(StompVersion::text).collect(Collectors.joining(","))),
                    List.of(StompVersion.values()))
            .alias("stomp.version");
    private static final Option<String> HOST = Option.of("stomp.host", OptionType.text(), null);
    private static final Option<String> LOGIN = Option.of("stomp.login", OptionType.text(), null);
    private static final Option<String> PASSCODE =
            Option.<String>of("stomp.passcode", OptionType.text(), null).secret();
    private static final Option<HeartBeat> HEART_BEAT = Option.of(
                    "stomp.heartBeat",
                    OptionType.of(
                            "two whole numbers of milliseconds with a comma between them, such as 10000,10000",
                            ConnectOptions::heartBeat,
                            HeartBeat::toString),
                    new HeartBeat(10_000, 10_000))
            .alias("stomp.heart-beat");
    private static final Option<Duration> CONNECTED_TIMEOUT =
            Option.of("stomp.connectedTimeout", OptionType.millis(1), Duration.ofSeconds(15));
    private static final Option<Integer> MAX_HEADERS =
            Option.of("stomp.maxHeaders", LIMIT, FrameLimits.DEFAULT.maxHeaders());
    private static final Option<Integer> MAX_HEADER_LINE =
            Option.of("stomp.maxHeaderLine", LIMIT, FrameLimits.DEFAULT.maxHeaderLine());
    private static final Option<Integer> MAX_HEAD = Option.of("stomp.maxHead", LIMIT, FrameLimits.DEFAULT.maxHead());
    private static final Option<Integer> MAX_BODY = Option.of("stomp.maxBody", LIMIT, FrameLimits.DEFAULT.maxBody());
    private static final Option<Boolean> LENIENT_HEADERS = Option.of("stomp.lenientHeaders", OptionType.bool(), false);
    private static final Option<Map<String, String>> HEADERS =
            Option.of("stomp.header.*", OptionType.family(), Map.of());

    private static final OptionTable TABLE = new OptionTable(
            List.of(
                    VERSIONS,
                    HOST,
                    LOGIN,
                    PASSCODE,
                    HEART_BEAT,
                    CONNECTED_TIMEOUT,
                    HEADERS,
                    MAX_HEADERS,
                    MAX_HEADER_LINE,
                    MAX_HEAD,
                    MAX_BODY,
                    LENIENT_HEADERS),
            Set.of());

    /** The defaults: all versions, no credentials, heart-beats of ten seconds both ways. */
    public static final ConnectOptions DEFAULT = of(TABLE.read(Map.of()));

    /**
     * Checks and copies.
     *
     * @param versions as of the record
     * @param host as of the record
     * @param login as of the record
     * @param passcode as of the record
     * @param heartBeat as of the record
     * @param connectedTimeout as of the record
     * @param headers as of the record
     * @param limits as of the record
     * @param lenientHeaders as of the record
     * @throws IllegalArgumentException if there is no version, if the time-out is not more than zero, or if a header cannot
     *     be sent: CONNECT is never escaped, so there can be no line break or NUL in it
     */
    public ConnectOptions {
        versions = versions.stream().distinct().sorted().toList();
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("option 'stomp.versions' is empty, give at least one version");
        }
        Objects.requireNonNull(heartBeat, "heartBeat");
        Objects.requireNonNull(limits, "limits");
        if (connectedTimeout.isNegative() || connectedTimeout.isZero()) {
            throw new IllegalArgumentException("connectedTimeout must be more than zero: " + connectedTimeout);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireSendable("stomp.host", host);
        requireSendable("stomp.login", login);
        requireSendable("stomp.passcode", passcode);
        headers.forEach(ConnectOptions::requireHeader);
    }

    /** {@return the options that are read, {@code stomp.*}} */
    public static OptionTable options() {
        return TABLE;
    }

    /**
     * Makes connect options from what was read by {@link #options()}.
     *
     * @param values what was read
     * @return the options
     * @throws IllegalArgumentException if a header cannot be sent
     */
    public static ConnectOptions of(OptionValues values) {
        return new ConnectOptions(
                values.get(VERSIONS),
                values.get(HOST),
                values.get(LOGIN),
                values.get(PASSCODE),
                values.get(HEART_BEAT),
                values.get(CONNECTED_TIMEOUT),
                values.get(HEADERS),
                new FrameLimits(
                        values.get(MAX_HEADERS),
                        values.get(MAX_HEADER_LINE),
                        values.get(MAX_HEAD),
                        values.get(MAX_BODY)),
                values.get(LENIENT_HEADERS));
    }

    /**
     * Sets the versions offered.
     *
     * @param value not empty
     * @return a copy with that value
     */
    public ConnectOptions withVersions(List<StompVersion> value) {
        return new ConnectOptions(
                value, host, login, passcode, heartBeat, connectedTimeout, headers, limits, lenientHeaders);
    }

    /**
     * Sets the virtual host.
     *
     * @param value null is the host of the address
     * @return a copy with that value
     */
    public ConnectOptions withHost(String value) {
        return new ConnectOptions(
                versions, value, login, passcode, heartBeat, connectedTimeout, headers, limits, lenientHeaders);
    }

    /**
     * Sets who connects.
     *
     * @param newLogin or null
     * @param newPasscode or null
     * @return a copy with these values
     */
    public ConnectOptions withCredentials(String newLogin, String newPasscode) {
        return new ConnectOptions(
                versions, host, newLogin, newPasscode, heartBeat, connectedTimeout, headers, limits, lenientHeaders);
    }

    /**
     * Sets who connects.
     *
     * @param value or null
     * @return a copy with that value
     */
    public ConnectOptions withLogin(String value) {
        return withCredentials(value, passcode);
    }

    /**
     * Sets the password.
     *
     * @param value or null
     * @return a copy with that value
     */
    public ConnectOptions withPasscode(String value) {
        return withCredentials(login, value);
    }

    /**
     * Sets the heart-beats asked for.
     *
     * @param value not null
     * @return a copy with that value
     */
    public ConnectOptions withHeartBeat(HeartBeat value) {
        return new ConnectOptions(
                versions, host, login, passcode, value, connectedTimeout, headers, limits, lenientHeaders);
    }

    /**
     * Sets how long CONNECTED may take.
     *
     * @param value more than zero
     * @return a copy with that value
     */
    public ConnectOptions withConnectedTimeout(Duration value) {
        return new ConnectOptions(versions, host, login, passcode, heartBeat, value, headers, limits, lenientHeaders);
    }

    /**
     * Sets the further headers of CONNECT.
     *
     * @param value names and values, in this order
     * @return a copy with that value
     */
    public ConnectOptions withHeaders(Map<String, String> value) {
        return new ConnectOptions(
                versions, host, login, passcode, heartBeat, connectedTimeout, value, limits, lenientHeaders);
    }

    /**
     * Adds a further header of CONNECT, or replaces it.
     *
     * @param name its name
     * @param value its value
     * @return a copy with that header
     */
    public ConnectOptions withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return withHeaders(more);
    }

    /**
     * Sets how large received frames may be.
     *
     * @param value not null
     * @return a copy with that value
     */
    public ConnectOptions withLimits(FrameLimits value) {
        return new ConnectOptions(
                versions, host, login, passcode, heartBeat, connectedTimeout, headers, value, lenientHeaders);
    }

    /**
     * Sets whether broken headers of received frames are tolerated.
     *
     * @param value true keeps undefined escapes and a CR amid a line as they are, takes UTF-8 in 1.0, and replaces what is
     *     malformed by U+FFFD; false ends the connection, as the specification asks ("Value Encoding")
     * @return a copy with that value
     */
    public ConnectOptions withLenientHeaders(boolean value) {
        return new ConnectOptions(versions, host, login, passcode, heartBeat, connectedTimeout, headers, limits, value);
    }

    /** {@return the options for a log: without the passcode, and of the further headers only the names} */
    @Override
    public String toString() {
        return "ConnectOptions[versions=" + versions + ", host=" + Secrets.mask(host) + ", login=" + Secrets.mask(login)
                + ", passcode="
                + (passcode == null ? "none" : "***") + ", heartBeat=" + heartBeat + ", connectedTimeout="
                + connectedTimeout + ", headers=" + headers.keySet() + ", limits=" + limits
                + ", lenientHeaders=" + lenientHeaders + "]";
    }

    private static HeartBeat heartBeat(String text) {
        try {
            return HeartBeat.parse(text);
        } catch (StompException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static List<StompVersion> versions(String text) {
        List<StompVersion> versions = Arrays.stream(text.split(","))
                .map(String::strip)
                .map(StompVersion::of)
                .toList();
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no version");
        }
        return versions;
    }

    private static void requireHeader(String name, String value) {
        if (OWN_HEADERS.contains(name)) {
            throw new IllegalArgumentException("option 'stomp.header." + name + "' is not for this header; "
                    + (name.equals("content-length") ? "CONNECT has no body" : "it has an option of its own"));
        }
        if (name.isEmpty() || name.chars().anyMatch(c -> c == ':' || unsendable(c))) {
            throw new IllegalArgumentException("option 'stomp.header." + name
                    + "' names a header that CONNECT cannot carry: it must not be empty or have a colon, line"
                    + " break or NUL");
        }
        requireSendable("stomp.header." + name, value);
    }

    private static void requireSendable(String option, String value) {
        if (value != null && value.chars().anyMatch(ConnectOptions::unsendable)) {
            throw new IllegalArgumentException("the value of option '" + option
                    + "' has a line break or NUL, which CONNECT cannot carry: its headers are never escaped");
        }
    }

    private static boolean unsendable(int c) {
        return c == '\n' || c == '\r' || c == 0;
    }
}
