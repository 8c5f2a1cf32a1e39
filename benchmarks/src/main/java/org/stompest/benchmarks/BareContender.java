package org.stompest.benchmarks;

import static org.stompest.benchmarks.StompSocket.ascii;
import static org.stompest.benchmarks.StompSocket.sendHead;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** The limit: each workload as a loop over a {@link StompSocket}. */
final class BareContender implements Contender {
    private static final byte[] BEGIN = ascii("BEGIN\ntransaction:t\n\n\0");
    private static final byte[] COMMIT = ascii("COMMIT\ntransaction:t\nreceipt:c\n\n\0");
    private static final String WITH_RECEIPT = "receipt:r\n";

    private final int port;
    private final byte[] content = new byte[Workload.BODY];

    BareContender(int port) {
        this.port = port;
    }

    /** Puts messages into a queue. */
    void fill(String queue, int count) throws IOException {
        try (StompSocket socket = new StompSocket(port)) {
            byte[] head = sendHead(queue, "");
            for (int i = 1; i < count; i++) {
                socket.send(head, content);
            }
            sendAndWait(socket, sendHead(queue, WITH_RECEIPT));
        }
    }

    private void sendAndWait(StompSocket socket, byte[] head) throws IOException {
        socket.send(head, content);
        socket.flush();
        socket.expect('R');
    }

    @Override
    public Turn run(Task task) throws Exception {
        try (StompSocket socket = new StompSocket(port)) {
            return switch (task.workload()) {
                case W1 -> sendAll(socket, task);
                case W2 -> sendEach(socket, task);
                case W3 -> consume(socket, task, false);
                case W3D -> consume(socket, task, true);
                case W4 -> consumeBatches(socket, task);
                case W5 -> sendBatches(socket, task);
                case W6 -> pingPong(socket, task);
            };
        }
    }

    private Turn sendAll(StompSocket socket, Task task) throws IOException {
        byte[] head = sendHead(task.queue(), "");
        long start = System.nanoTime();
        int sent = 1;
        for (; sent < task.most() && System.nanoTime() - start < task.nanos(); sent++) {
            socket.send(head, content);
        }
        sendAndWait(socket, sendHead(task.queue(), WITH_RECEIPT));
        return Turn.rate(sent, start);
    }

    private Turn sendEach(StompSocket socket, Task task) throws IOException {
        byte[] head = sendHead(task.queue(), "persistent:true\n" + WITH_RECEIPT);
        long start = System.nanoTime();
        int sent = 0;
        for (; sent < task.most() && System.nanoTime() - start < task.nanos(); sent++) {
            sendAndWait(socket, head);
        }
        return Turn.rate(sent, start);
    }

    private Turn sendBatches(StompSocket socket, Task task) throws IOException {
        byte[] head = sendHead(task.queue(), "transaction:t\n");
        long start = System.nanoTime();
        int sent = 0;
        while (sent < task.most() && System.nanoTime() - start < task.nanos()) {
            socket.write(BEGIN);
            for (int i = 0; i < Workload.BATCH; i++) {
                socket.send(head, content);
            }
            socket.write(COMMIT);
            socket.flush();
            socket.expect('R');
            sent += Workload.BATCH;
        }
        return Turn.rate(sent, start);
    }

    private Turn consume(StompSocket socket, Task task, boolean lazily) throws IOException {
        long start = System.nanoTime();
        socket.subscribe(task.queue());
        for (int i = 0; i < task.most(); i++) {
            socket.expect('M');
            socket.ack();
            if (!lazily) {
                socket.flush();
            }
        }
        socket.flush();
        return Turn.rate(task.most(), start);
    }

    /** Messages of the next batch come while the receipt for one is awaited. */
    private Turn consumeBatches(StompSocket socket, Task task) throws IOException {
        long start = System.nanoTime();
        socket.subscribe(task.queue());
        Deque<byte[]> acks = new ArrayDeque<>();
        boolean waiting = false;
        int done = 0;
        while (done < task.most()) {
            if (socket.next() == 'M') {
                acks.addLast(socket.ackId());
            } else {
                waiting = false;
                done += Workload.BATCH;
            }
            if (!waiting && acks.size() >= Workload.BATCH) {
                for (int i = 1; i < Workload.BATCH; i++) {
                    acks.removeFirst();
                }
                socket.ackWithReceipt(acks.removeFirst());
                socket.flush();
                waiting = true;
            }
        }
        return Turn.rate(done, start);
    }

    private Turn pingPong(StompSocket socket, Task task) throws Exception {
        try (StompSocket other = new StompSocket(port)) {
            other.subscribe(task.queue());
            FutureTask<Void> echo = new FutureTask<>(() -> echo(other, task));
            Thread thread = new Thread(echo, "echo");
            thread.setDaemon(true);
            thread.start();
            socket.subscribe(task.answers());
            byte[] head = sendHead(task.queue(), "");
            Latencies latencies = new Latencies(task);
            while (latencies.goOn()) {
                socket.send(head, content);
                socket.flush();
                socket.expect('M');
                socket.ack();
                socket.flush();
                latencies.roundTrip();
            }
            socket.send(head, last());
            socket.flush();
            echo.get(Workload.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return latencies.turn();
        }
    }

    private static byte[] last() {
        byte[] last = new byte[Workload.BODY];
        last[0] = 1;
        return last;
    }

    private static Void echo(StompSocket socket, Task task) throws IOException {
        byte[] head = sendHead(task.answers(), "");
        while (true) {
            socket.expect('M');
            byte[] body = socket.body();
            if (body[0] != 0) {
                return null;
            }
            socket.send(head, body);
            socket.ack();
            socket.flush();
        }
    }
}
