package org.stompest.benchmarks.send;

import org.stompest.wire.client.StompClient;
import org.stompest.wire.frame.StompHeaders;

/** A {@link StompClient}, whose plain sends wait for nothing. */
final class ClientSender implements Sender {
    private final byte[] body = new byte[BODY];
    private final StompClient client;

    ClientSender(int port) {
        client = new StompClient("tcp://127.0.0.1:" + port + "?stomp.heartBeat=0,0").connect();
    }

    @Override
    public void send(long number) {
        client.send(DESTINATION, body, StompHeaders.of(NUMBER, Long.toString(number)));
    }

    @Override
    public void finish() {
        client.send(DESTINATION, new byte[0], StompHeaders.of("receipt", LAST));
    }

    @Override
    public void close() {
        client.close(true);
    }
}
