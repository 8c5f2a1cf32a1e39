package org.stompest.benchmarks.send;

import java.util.concurrent.TimeUnit;
import org.stompest.wire.client.AsyncStompClient;
import org.stompest.wire.frame.StompHeaders;

/** An {@link AsyncStompClient} whose user looks at no future but the last. */
final class AsyncClientSender implements Sender {
    private static final long PATIENCE_SECONDS = 30;

    private final byte[] body = new byte[BODY];
    private final AsyncStompClient client;

    AsyncClientSender(int port) throws Exception {
        client = new AsyncStompClient("tcp://127.0.0.1:" + port + "?stomp.heartBeat=0,0");
        client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void send(long number) {
        client.send(DESTINATION, body, StompHeaders.of(NUMBER, Long.toString(number)));
    }

    @Override
    public void finish() throws Exception {
        client.send(DESTINATION, new byte[0], StompHeaders.of("receipt", LAST)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.close(true);
    }
}
