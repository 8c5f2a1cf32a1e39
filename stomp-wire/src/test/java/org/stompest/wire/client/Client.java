package org.stompest.wire.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.connection.Confirmation;
import org.stompest.wire.connection.Deadline;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** A reconnecting connection in the words of the tests. */
final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final Calls calls;
    final ReconnectingConnection connection;

    Client(String uri, Calls calls) {
        this.calls = calls;
        this.connection = new ReconnectingConnection(StompUri.parse(uri, Set.of()), calls);
    }

    /** A client of one broker that reconnects after an ERROR only. */
    static Client plain(ScriptedBroker broker) {
        return open(broker.uri() + "?stomp.heartBeat=0,0", new Calls());
    }

    static Client failover(ScriptedBroker broker) {
        return failover(broker, "", new Calls());
    }

    static Client failover(ScriptedBroker broker, String options, Calls calls) {
        return open(failoverUri(broker, options), calls);
    }

    static String failoverUri(ScriptedBroker broker, String options) {
        return "failover:(" + broker.uri()
                + "?stomp.heartBeat=0,0)?failover.initialReconnectDelay=1&failover.maxReconnectDelay=5" + options;
    }

    private static Client open(String uri, Calls calls) {
        Client client = new Client(uri, calls);
        client.connection.open();
        return client;
    }

    /** The broker that is connected to. */
    String broker() {
        return connection.await(patience()).address().toString();
    }

    static Deadline patience() {
        return Deadline.in(PATIENCE);
    }

    void subscribe(String id) {
        subscribe(id, patience());
    }

    void subscribe(String id, Deadline deadline) {
        connection.subscribe(
                StompFrame.of(
                        StompCommand.SUBSCRIBE,
                        StompHeaders.builder()
                                .add("id", id)
                                .add("destination", "/" + id)
                                .add("ack", "auto")
                                .add("receipt", connection.nextReceiptId())
                                .build()),
                "context of " + id,
                deadline);
    }

    Confirmation unsubscribe(String id) {
        return connection.unsubscribe(
                id,
                StompFrame.of(
                        StompCommand.UNSUBSCRIBE,
                        StompHeaders.builder()
                                .add("id", id)
                                .add("receipt", connection.nextReceiptId())
                                .build()));
    }

    void send(String body) {
        connection.send(frame(body), Flush.NOW, patience());
    }

    static StompFrame frame(String body) {
        return ClientFrames.send(StompHeaders.builder().add("destination", "d").build(), body.getBytes(UTF_8));
    }

    /** Sends with a receipt, to be repeated after a loss. */
    CompletableFuture<Void> request(String body) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        request(body, outcome);
        return outcome;
    }

    void request(String body, CompletableFuture<Void> outcome) {
        StompFrame frame = ClientFrames.withReceipt(frame(body), connection.nextReceiptId());
        connection.request(frame, () -> List.of(frame), Flush.NOW, patience(), outcome);
    }

    /** Sends with a receipt, not to be repeated. */
    CompletableFuture<Void> requestOnce(String body) {
        StompFrame frame = ClientFrames.withReceipt(frame(body), connection.nextReceiptId());
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        connection.request(frame, null, Flush.NOW, patience(), outcome);
        return outcome;
    }

    static void await(CompletableFuture<Void> outcome) {
        ReconnectingConnection.await(outcome, patience(), "SEND");
    }

    @Override
    public void close() {
        connection.close();
    }
}
