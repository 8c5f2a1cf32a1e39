package org.stompest.wire.faults;

import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;

/** What the subjects that have no words of their own send. */
final class Frames {
    private Frames() {}

    static StompFrame subscribe(String receipt) {
        return ClientFrames.subscribe(
                StompVersion.V1_2,
                StompHeaders.builder()
                        .add("id", Subject.SUBSCRIPTION)
                        .add("destination", "/queue/q")
                        .add("ack", "auto")
                        .add("receipt", receipt)
                        .build());
    }

    static StompFrame send(byte[] body) {
        return ClientFrames.send(
                StompHeaders.builder().add("destination", "/queue/q").build(), body);
    }
}
