package org.stompest.wire.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stompest.wire.client.ClientOptions;
import org.stompest.wire.client.StompClient;
import org.stompest.wire.client.StompMessage;
import org.stompest.wire.client.StompUri;

/** What it takes to bring one's own transport: {@link MemoryTransport} and a factory. */
class OwnTransportTest {
    private static final Pattern RECEIPT = Pattern.compile("\nreceipt:(.*)\n");
    private static final Pattern SUBSCRIPTION = Pattern.compile("SUBSCRIBE\n(?:.*\n)*?id:(.*)\n");

    @Test
    void aClientRunsOverATransportOfTheCaller() {
        StompUri uri = StompUri.parse("tcp://memory:1?stomp.heartBeat=0,0", Set.of());
        ClientOptions options = ClientOptions.DEFAULT.withTransports(
                (address, transportOptions) -> new MemoryTransport(OwnTransportTest::answer));
        try (StompClient client = new StompClient(uri, options)) {
            client.connect();
            client.subscribe("/queue/orders");
            Optional<StompMessage> message = client.receive(Duration.ofSeconds(10));
            assertThat(message).isPresent();
            assertThat(message.get().body()).asString(UTF_8).isEqualTo("hello");
            client.disconnect();
        }
    }

    private static void answer(byte[] frames, MemoryTransport transport) {
        for (String frame : new String(frames, UTF_8).split("\0")) {
            if (frame.strip().startsWith("CONNECT") || frame.strip().startsWith("STOMP")) {
                transport.answer("CONNECTED\nversion:1.2\n\n\0".getBytes(UTF_8));
            }
            Matcher receipt = RECEIPT.matcher(frame);
            if (receipt.find()) {
                transport.answer(("RECEIPT\nreceipt-id:" + receipt.group(1) + "\n\n\0").getBytes(UTF_8));
            }
            Matcher subscription = SUBSCRIPTION.matcher(frame);
            if (subscription.find()) {
                String headers = "subscription:" + subscription.group(1) + "\nmessage-id:1\nack:1\ndestination:x";
                transport.answer(("MESSAGE\n" + headers + "\n\nhello\0").getBytes(UTF_8));
            }
        }
    }
}
