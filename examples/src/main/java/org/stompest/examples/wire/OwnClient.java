package org.stompest.examples.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;
import org.stompest.wire.codec.FrameBuffer;
import org.stompest.wire.codec.FrameDecoder;
import org.stompest.wire.codec.FrameEncoder;
import org.stompest.wire.codec.FrameLimits;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.StompSession;

/**
 * A client of one's own on a plain socket: the codec turns bytes into frames and back, {@code ClientFrames} makes the frames,
 * and the session tells what may be said when. Belongs to one thread.
 */
public final class OwnClient implements AutoCloseable {
    private static final String HEART_BEAT_NONE = "0,0";

    private final Socket socket;
    private final FrameEncoder encoder = new FrameEncoder();
    private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT);
    private final FrameBuffer output = new FrameBuffer();
    private final StompSession session = new StompSession();
    private final Queue<StompFrame> received = new ArrayDeque<>();
    private final byte[] input = new byte[16 * 1024];

    private OwnClient(URI broker) throws IOException {
        socket = new Socket(broker.getHost(), broker.getPort());
    }

    /**
     * Connects, and agrees on a version.
     *
     * @param broker such as {@code tcp://localhost:61613}
     * @return a client that is connected
     */
    public static OwnClient connect(URI broker) throws IOException {
        OwnClient client = new OwnClient(broker);
        client.write(client.session.connect(ClientFrames.connect(
                EnumSet.allOf(StompVersion.class),
                broker.getHost(),
                null,
                null,
                HEART_BEAT_NONE,
                StompHeaders.empty())));
        StompVersion agreed = client.session.connected(client.read()).version();
        client.encoder.version(agreed);
        client.decoder.version(agreed);
        return client;
    }

    /** Sends a text and waits until the broker has it. */
    public void send(String destination, String text) throws IOException {
        StompFrame send = ClientFrames.send(
                StompHeaders.of("destination", destination, "receipt", "sent"), text.getBytes(StandardCharsets.UTF_8));
        write(session.send(send));
        session.receipt(read());
    }

    /** Subscribes, takes one message, and acknowledges it. */
    public String receiveOne(String destination) throws IOException {
        StompFrame subscribe = ClientFrames.subscribe(
                session.version(), StompHeaders.of("id", "1", "destination", destination, "ack", "client"));
        session.subscribe(subscribe, null);
        write(subscribe);
        StompFrame message = read();
        session.message(message);
        write(session.send(ClientFrames.ack(session.version(), message, null, null)));
        return message.bodyText();
    }

    private void write(StompFrame frame) throws IOException {
        encoder.encode(frame, output);
        OutputStream out = socket.getOutputStream();
        out.write(output.array(), 0, output.size());
        output.clear();
    }

    private StompFrame read() throws IOException {
        while (received.isEmpty()) {
            int count = socket.getInputStream().read(input);
            if (count < 0) {
                throw new EOFException("the broker closed the connection");
            }
            decoder.decode(input, 0, count, received::add);
        }
        StompFrame frame = received.remove();
        if (frame.command() == StompCommand.ERROR) {
            throw new IOException("the broker answered with ERROR: " + frame.header("message"));
        }
        return frame;
    }

    /** Takes leave of the broker. */
    @Override
    public void close() throws IOException {
        try (socket) {
            write(session.disconnect(ClientFrames.disconnect("bye")));
            session.receipt(read());
            session.close(true);
        }
    }

    /** Says hello to itself over the broker at the URI given. */
    public static void main(String[] arguments) throws IOException {
        run(arguments[0], System.out);
    }

    static void run(String broker, PrintStream out) throws IOException {
        try (OwnClient client = connect(URI.create(broker))) {
            client.send("/queue/own", "hello");
            out.println("received " + client.receiveOne("/queue/own"));
        }
    }
}
