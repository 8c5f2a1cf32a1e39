package org.stompest.wire.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.stompest.wire.failover.BrokerAddress;

/**
 * Asks a SOCKS 5 proxy for a way to a broker (RFC 1928), with user and password (RFC 1929) if there are any. A host name is
 * handed to the proxy as it is. Used once, by one thread.
 */
final class SocksHandshake {
    private static final int VERSION = 5;
    private static final int CREDENTIALS_VERSION = 1;
    private static final int NO_CREDENTIALS = 0;
    private static final int CREDENTIALS = 2;
    private static final int NO_METHOD = 0xFF;
    private static final int CONNECT = 1;
    private static final int IP4 = 1;
    private static final int NAME = 3;
    private static final int IP6 = 4;
    private static final int LONGEST_NAME = 255;
    private static final Pattern NUMERIC_IP4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** What the reply field tells, by its number (RFC 1928, section 6). */
    private static final List<String> REPLIES = List.of(
            "succeeded",
            "general failure",
            "its rules do not allow it",
            "network unreachable",
            "host unreachable",
            "the broker refused the connection; is it running there?",
            "it took too many hops",
            "it does not know the command",
            "it does not know the kind of address");

    private final ProxyOptions proxy;
    private final BrokerAddress target;

    SocksHandshake(ProxyOptions proxy, BrokerAddress target) {
        this.proxy = proxy;
        this.target = target;
    }

    void perform(Socket socket) throws IOException {
        try {
            negotiate(socket);
        } catch (EOFException e) {
            throw new IOException(
                    "it hung up in the middle of the SOCKS handshake; is that the port of a SOCKS 5 proxy, and does it let"
                            + " you in?",
                    e);
        }
    }

    private void negotiate(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        boolean known = proxy.user() != null;
        send(
                socket,
                known ? new byte[] {VERSION, 2, NO_CREDENTIALS, CREDENTIALS} : new byte[] {VERSION, 1, NO_CREDENTIALS});
        requireSocks5(in.readUnsignedByte());
        int method = in.readUnsignedByte();
        if (method == CREDENTIALS && known) {
            send(socket, credentials());
            in.readUnsignedByte();
            if (in.readUnsignedByte() != 0) {
                throw new IOException("it does not accept transport.proxyUser and proxyPassword");
            }
        } else if (method == NO_METHOD) {
            throw new IOException(
                    known
                            ? "it takes neither user and password nor nobody"
                            : "it asks who you are: set transport.proxyUser and proxyPassword");
        } else if (method != NO_CREDENTIALS) {
            throw new IOException("it chose a method of authentication that was not offered, " + method);
        }
        send(socket, request());
        readReply(in);
    }

    private static void requireSocks5(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException("it does not speak SOCKS 5; is it an HTTP proxy (transport.proxyType=http)?");
        }
    }

    private byte[] credentials() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(CREDENTIALS_VERSION);
        writeText(message, proxy.user());
        writeText(message, proxy.password() == null ? "" : proxy.password());
        return message.toByteArray();
    }

    private byte[] request() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(VERSION);
        message.write(CONNECT);
        message.write(0);
        String host = target.host();
        if (host.indexOf(':') >= 0) {
            message.write(IP6);
            message.writeBytes(InetAddress.getByName(host).getAddress());
        } else if (NUMERIC_IP4.matcher(host).matches()) {
            message.write(IP4);
            message.writeBytes(InetAddress.getByName(host).getAddress());
        } else {
            if (host.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw new IOException(
                        "a proxy of the type socks takes no name of more than " + LONGEST_NAME + " bytes");
            }
            message.write(NAME);
            writeText(message, host);
        }
        message.write(target.port() >> 8);
        message.write(target.port());
        return message.toByteArray();
    }

    private static void readReply(DataInputStream in) throws IOException {
        requireSocks5(in.readUnsignedByte());
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw new IOException(reply < REPLIES.size() ? REPLIES.get(reply) : "its reason is " + reply);
        }
        in.readUnsignedByte();
        int kind = in.readUnsignedByte();
        int length = switch (kind) {
            case IP4 -> 4;
            case IP6 -> 16;
            case NAME -> in.readUnsignedByte();
            default -> throw new IOException("it names an address of the unknown kind " + kind);
        };
        in.readFully(new byte[length + 2]);
    }

    private static void writeText(ByteArrayOutputStream message, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        message.write(bytes.length);
        message.writeBytes(bytes);
    }

    private static void send(Socket socket, byte[] message) throws IOException {
        socket.getOutputStream().write(message);
    }
}
