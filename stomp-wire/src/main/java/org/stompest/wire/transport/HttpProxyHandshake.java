package org.stompest.wire.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.stompest.wire.failover.BrokerAddress;

/**
 * Asks an HTTP proxy for a tunnel to a broker (RFC 9110, section 9.3.6). Credentials are sent with the first request: who
 * configures them wants them used. Used once, by one thread.
 */
final class HttpProxyHandshake {
    private static final int CREDENTIALS_REQUIRED = 407;

    private final ProxyOptions proxy;
    private final BrokerAddress target;

    HttpProxyHandshake(ProxyOptions proxy, BrokerAddress target) {
        this.proxy = proxy;
        this.target = target;
    }

    void perform(Socket socket) throws IOException {
        String authority = HttpHead.authority(target);
        StringBuilder request = new StringBuilder("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        if (proxy.user() != null) {
            request.append("Proxy-Authorization: ")
                    .append(HttpHead.basic(proxy.user(), proxy.password()))
                    .append("\r\n");
        }
        request.append("\r\n");
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        HttpHead response = HttpHead.read(in::read);
        if (response.status() == CREDENTIALS_REQUIRED) {
            throw new IOException(
                    proxy.user() == null
                            ? "it asks who you are: set transport.proxyUser and proxyPassword"
                            : "it does not accept transport.proxyUser and proxyPassword");
        }
        if (response.status() / 100 != 2) {
            throw new IOException("it answered " + response.statusText());
        }
    }
}
