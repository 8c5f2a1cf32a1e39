package org.stompest.examples.wire;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.stompest.wire.StompException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.client.BrokerEndpoint;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.codec.FrameBuffer;
import org.stompest.wire.codec.FrameDecoder;
import org.stompest.wire.codec.FrameEncoder;
import org.stompest.wire.codec.FrameLimits;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.ConnectOptions;
import org.stompest.wire.connection.ConnectionHandler;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.failover.ReconnectSchedule;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.session.Subscription;
import org.stompest.wire.transport.TransportOptions;

/** Each layer of the library alone, as {@code docs/wire.md} shows it. */
public final class LayersExample {
    private LayersExample() {}

    /** Takes the URI of a broker. */
    public static void main(String[] arguments) throws InterruptedException {
        run(arguments[0], System.out);
    }

    static void run(String broker, PrintStream out) throws InterruptedException {
        codec(out);
        commands(out);
        session(out);
        failover(out);
        connection(broker, out);
    }

    static void codec(PrintStream out) {
        FrameEncoder encoder = new FrameEncoder();
        encoder.version(StompVersion.V1_2);
        FrameBuffer buffer = new FrameBuffer();
        byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
        encoder.encode(ClientFrames.send(StompHeaders.of("destination", "/queue/a"), body), buffer);

        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, StompVersion.V1_2);
        List<StompFrame> frames = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            decoder.decode(buffer.array(), i, 1, frames::add); // any split will do
        }
        out.println(frames.get(0).command() + " " + frames.get(0).bodyText());

        byte[] wrong = "SEND\nno colon\n\n\0".getBytes(StandardCharsets.UTF_8);
        try {
            decoder.decode(wrong, 0, wrong.length, frames::add);
        } catch (StompFrameException e) {
            out.println("refused: " + e.getMessage());
        }
    }

    static void commands(PrintStream out) {
        StompFrame subscribe = ClientFrames.subscribe(
                StompVersion.V1_2, StompHeaders.of("id", "1", "destination", "/queue/a", "ack", "client"));
        StompFrame unsubscribe = ClientFrames.unsubscribe(StompVersion.V1_2, subscribe, "receipt-7");
        out.println(unsubscribe);
        try {
            ClientFrames.subscribe(StompVersion.V1_2, StompHeaders.of("destination", "/queue/a"));
        } catch (StompProtocolException e) {
            out.println("refused: " + e.getMessage());
        }
    }

    static void session(PrintStream out) {
        StompSession session = new StompSession();
        session.connect(
                ClientFrames.connect(List.of(StompVersion.V1_2), "broker", null, null, "0,0", StompHeaders.empty()));
        session.connected(StompFrame.of(StompCommand.CONNECTED, StompHeaders.of("version", "1.2")));
        session.subscribe(
                ClientFrames.subscribe(session.version(), StompHeaders.of("id", "1", "destination", "/queue/a")),
                "whatever belongs to it");

        session.close(false); // the connection broke: what is to be subscribed to again, in order?
        for (Subscription subscription : session.replayable()) {
            out.println("again: " + subscription.destination() + ", " + subscription.context());
        }
    }

    static void failover(PrintStream out) {
        StompUri uri = StompUri.parse("failover:(tcp://a:61613,tcp://b:61613)?randomize=false");
        ReconnectSchedule schedule = new ReconnectSchedule(
                uri.brokers().stream().map(BrokerEndpoint::address).toList(), uri.reconnect(), new Random());
        schedule.next();
        schedule.connected(); // to a, which is lost later
        for (int i = 0; i < 4; i++) {
            Optional<ReconnectSchedule.Attempt> next = schedule.next();
            out.println(next.map(attempt ->
                            attempt.broker() + " in " + attempt.delay().toMillis() + " ms")
                    .orElse("no more"));
        }
    }

    static void connection(String broker, PrintStream out) throws InterruptedException {
        BlockingQueue<StompFrame> messages = new LinkedBlockingQueue<>();
        ConnectionHandler handler = new ConnectionHandler() {
            @Override
            public void onMessage(StompConnection connection, StompFrame message) {
                messages.add(message); // on the reader thread, which must not be blocked
            }

            @Override
            public void onClosed(StompConnection connection, StompException why) {
                out.println("lost: " + why.getMessage());
            }
        };
        try (StompConnection connection = StompConnection.open(
                BrokerAddress.parse(broker),
                TransportOptions.DEFAULT,
                ConnectOptions.DEFAULT,
                new StompSession(),
                handler)) {
            StompHeaders headers =
                    StompHeaders.of("id", "1", "destination", "/queue/layers", "receipt", connection.nextReceiptId());
            Confirmation subscribed = new Confirmation();
            connection.request(ClientFrames.subscribe(connection.server().version(), headers), subscribed, Flush.NOW);
            StompException failure = subscribed.await(Deadline.in(Duration.ofSeconds(15)));
            if (failure != null) {
                throw failure;
            }
            byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
            connection.write(ClientFrames.send(StompHeaders.of("destination", "/queue/layers"), body), Flush.NOW);
            out.println("received " + messages.poll(15, TimeUnit.SECONDS).bodyText());
            connection.close(Duration.ofSeconds(15)); // DISCONNECT, and waits for its receipt
        }
    }
}
