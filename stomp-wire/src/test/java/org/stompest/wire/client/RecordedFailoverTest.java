package org.stompest.wire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;

/** The Flight Recorder sees each recovery, from the loss to its end. */
@ResourceLock("Flight Recorder") // recordings that begin and end beside each other may miss events
class RecordedFailoverTest {
    @Test
    void aRecoveryIsRecordedWithTheBrokerThatWasLostAndWhatCameOfIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("failover.jfr");
        String broker;
        try (Recording recording = new Recording();
                ScriptedBroker played = new ScriptedBroker()) {
            broker = played.uri();
            recording.enable("org.stompest.Failover");
            recording.start();
            Script first = played.connection().handshake();
            Script second = played.connection().handshake();
            try (Client client = Client.failover(played, "&failover.maxReconnectAttempts=1", new Calls())) {
                first.close();
                client.calls.awaitWord("restored");
                played.stopListening();
                second.close();
                client.calls.awaitWord("failed");
            }
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("org.stompest.Failover"))
                .filter(event -> event.getString("broker").equals(broker))
                .toList();
        assertThat(events)
                .extracting(event -> event.getString("outcome"))
                .satisfiesExactlyInAnyOrder(
                        mended -> assertThat(mended).startsWith("connected to " + broker),
                        over -> assertThat(over).startsWith("failed: cannot connect to " + broker));
    }
}
