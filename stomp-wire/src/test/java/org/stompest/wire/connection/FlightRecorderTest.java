package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.observe.Observation;
import org.stompest.wire.observe.Span;

@ResourceLock("Flight Recorder") // recordings that begin and end beside each other may miss events
class FlightRecorderTest {
    private final Received received = new Received();

    @TempDir
    private Path folder;

    @Test
    void connectsAndReceiptsAreRecordedWhereAskedFor() throws IOException {
        Path file = folder.resolve("flight.jfr");
        String address;
        try (Recording recording = new Recording();
                ScriptedBroker broker = new ScriptedBroker()) {
            recording.enable("org.stompest.Connect");
            recording.enable("org.stompest.ReceiptWait");
            recording.enable("org.stompest.Failover");
            recording.enable("org.stompest.Handler");
            recording.start();
            broker.connection()
                    .handshake()
                    .expect("SEND")
                    .receipt()
                    .expect("SEND")
                    .errorForLast("no")
                    .expectClose();
            address = broker.uri();
            try (StompConnection connection = Broker.open(broker, received)) {
                Confirmation one = new Confirmation();
                connection.request(Broker.send("a", "1"), one, Flush.NOW);
                one.await(Deadline.in(Broker.PATIENCE));
                Confirmation two = new Confirmation();
                connection.request(Broker.send("a", "2"), two, Flush.NOW);
                two.await(Deadline.in(Broker.PATIENCE));
            }
            Observation.failover(address).finish("connected to " + address);
            Observation.handler("/queue/" + address).finish("done");
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(of(events, "org.stompest.Connect", "broker", address))
                .extracting(event -> event.getString("outcome"))
                .containsExactly("STOMP 1.2");
        assertThat(of(events, "org.stompest.ReceiptWait", "broker", address))
                .extracting(event -> event.getString("command") + " " + event.getString("outcome"))
                .containsExactlyInAnyOrder("SEND received", "SEND refused");
        assertThat(of(events, "org.stompest.Failover", "broker", address)).hasSize(1);
        assertThat(of(events, "org.stompest.Handler", "destination", "/queue/" + address))
                .hasSize(1);
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String name, String field, String value) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .filter(event -> event.getString(field).equals(value))
                .toList();
    }

    @Test
    void everyKindIsKnownAndCanBeFinishedWhetherRecordedOrNot() {
        for (Span span : List.of(
                Observation.connect("b"),
                Observation.failover("b"),
                Observation.receiptWait("b", "SEND"),
                Observation.handler("d"))) {
            span.finish("over");
        }
    }
}
