package org.stompest.wire.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionType;
import org.stompest.wire.options.OptionValues;

/**
 * What is said in the opening handshake of a WebSocket (RFC 6455, section 4.1).
 *
 * @param subProtocols what is offered, the most wanted first; the broker chooses one, or none. May be empty
 * @param headers further headers of the request, such as {@code Authorization}
 */
public record WebSocketOptions(List<String> subProtocols, Map<String, String> headers) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Set<String> OWN = Set.of(
            "host",
            "upgrade",
            "connection",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-protocol",
            "sec-websocket-extensions",
            "content-length",
            "transfer-encoding");

    private static final Option<List<String>> SUB_PROTOCOLS =
            Option.of("transport.ws.subProtocols", OptionType.list(), List.of("v12.stomp", "v11.stomp", "v10.stomp"));
    private static final Option<Map<String, String>> HEADERS =
            Option.of("transport.ws.httpHeader.*", OptionType.family(), Map.of());

    /** What is read, in the order of the document. */
    static final List<Option<?>> OPTIONS = List.of(SUB_PROTOCOLS, HEADERS);

    /** The defaults: the three versions of STOMP are offered. */
    public static final WebSocketOptions DEFAULT = new WebSocketOptions(SUB_PROTOCOLS.defaultValue(), Map.of());

    /**
     * Checks that the parts can be sent.
     *
     * @param subProtocols as of the record
     * @param headers as of the record
     * @throws IllegalArgumentException that names what cannot be sent, without its value
     */
    public WebSocketOptions {
        subProtocols = List.copyOf(subProtocols);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        for (String name : subProtocols) {
            if (!TOKEN.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "option 'transport.ws.subProtocols' has '" + name + "', which is no name of a sub-protocol");
            }
        }
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "option 'transport.ws.httpHeader." + name + "': that is no name of an HTTP header");
            }
            if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "option 'transport.ws.httpHeader." + name + "': the client sends that header itself");
            }
            if (!VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("option 'transport.ws.httpHeader." + name
                        + "' has a value that cannot stand in an HTTP header: no line breaks, and only Latin letters");
            }
        });
    }

    /**
     * Sets what is offered.
     *
     * @param names the most wanted first; none offers nothing
     * @return a copy that offers these
     */
    public WebSocketOptions withSubProtocols(String... names) {
        return new WebSocketOptions(List.of(names), headers);
    }

    /**
     * Adds a header to the request.
     *
     * @param name its name
     * @param value its value
     * @return a copy that sends it
     */
    public WebSocketOptions withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebSocketOptions(subProtocols, more);
    }

    static WebSocketOptions of(OptionValues values) {
        return new WebSocketOptions(values.get(SUB_PROTOCOLS), values.get(HEADERS));
    }

    /** {@return what is offered, and the names of the headers; no values, as one may be a credential} */
    @Override
    public String toString() {
        return "WebSocketOptions[subProtocols=" + subProtocols + ", headers=" + headers.keySet() + "]";
    }
}
