package org.stompest.wire.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.stompest.wire.failover.BrokerAddress;

/** The opening handshake of a WebSocket, from the client's side (RFC 6455, section 4.1). Used once, by one thread. */
final class WebSocketHandshake {
    /** By which a server shows that it knows the protocol (RFC 6455, section 1.3). */
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final BrokerAddress address;
    private final WebSocketOptions options;
    private final String key;

    WebSocketHandshake(BrokerAddress address, WebSocketOptions options) {
        this.address = address;
        this.options = options;
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    byte[] request() {
        StringBuilder request = new StringBuilder("GET ")
                .append(target())
                .append(" HTTP/1.1\r\nHost: ")
                .append(HttpHead.authority(address))
                .append(
                        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                .append(key)
                .append("\r\n");
        if (!options.subProtocols().isEmpty()) {
            request.append("Sec-WebSocket-Protocol: ")
                    .append(String.join(", ", options.subProtocols()))
                    .append("\r\n");
        }
        options.headers()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The path, with what cannot stand in a request line percent-encoded. */
    private String target() {
        StringBuilder target = new StringBuilder();
        for (byte b : address.path().getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 127) {
                target.append((char) b);
            } else {
                target.append(String.format("%%%02X", b));
            }
        }
        return target.isEmpty() ? "/" : target.toString();
    }

    /**
     * Checks what came back.
     *
     * @return the sub-protocol that the broker chose, empty if none
     * @throws IOException that says what is wrong, to follow a colon
     */
    String check(HttpHead response) throws IOException {
        if (response.status() != 101) {
            throw new IOException("it answered " + response.statusText() + advice(response));
        }
        if (!response.lists("upgrade", "websocket") || !response.lists("connection", "upgrade")) {
            throw new IOException("it switched to another protocol than WebSocket");
        }
        if (!response.header("sec-websocket-accept").equals(accepted(key))) {
            throw new IOException(
                    "its answer does not belong to the request (Sec-WebSocket-Accept): is a cache in" + " between?");
        }
        if (!response.header("sec-websocket-extensions").isEmpty()) {
            throw new IOException(
                    "it uses extensions that were not offered: " + response.header("sec-websocket-extensions"));
        }
        String chosen = response.header("sec-websocket-protocol");
        if (!chosen.isEmpty() && !options.subProtocols().contains(chosen)) {
            throw new IOException("it chose the sub-protocol '" + chosen + "', offered were "
                    + String.join(", ", options.subProtocols()) + " (transport.ws.subProtocols)");
        }
        return chosen;
    }

    private String advice(HttpHead response) {
        return switch (response.status()) {
            case 400, 426 ->
                "; does it speak WebSocket with the sub-protocols " + String.join(", ", options.subProtocols())
                        + " (transport.ws.subProtocols)?";
            case 401, 403 -> "; a header can be added by transport.ws.httpHeader.NAME";
            case 404, 405 -> "; is the path right that stands behind the port?";
            case 301, 302, 303, 307, 308 -> "; it points to " + response.header("location") + ", which is not followed";
            default -> "";
        };
    }

    /** {@return what a server makes of a key} */
    static String accepted(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
