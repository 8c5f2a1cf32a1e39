package org.stompest.wire.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.frame.StompVersion;
import org.stompest.wire.session.HeartBeat;

class FrameWriterTest {
    private static final int LARGE = 40_000;

    private final GatedTransport transport = new GatedTransport();
    private final Receipts receipts = new Receipts();
    private final FrameWriter writer = new FrameWriter(transport, "tcp://here:1", receipts, () -> {});
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        writer.close();
        transport.close();
        for (Thread thread : threads) {
            thread.join(5000);
            assertThat(thread.isAlive()).as("%s has ended", thread).isFalse();
        }
    }

    @Test
    void aLoneFrameIsOneWrite() {
        writer.write(send("a", "hello"), null, null, Flush.NOW);

        assertThat(transport.frames()).extracting(StompFrame::bodyText).containsExactly("hello");
        assertThat(transport.writes()).hasSize(1);
    }

    @Test
    void aLargeBodyComesRightAfterItsHead() {
        writer.write(send("a", "before"), null, null, Flush.SOON);
        writer.write(send("b", "x".repeat(LARGE)), null, null, Flush.SOON);
        writer.write(send("c", "after"), null, null, Flush.NOW);

        assertThat(transport.frames())
                .extracting(StompFrame::bodyText)
                .containsExactly("before", "x".repeat(LARGE), "after");
    }

    @Test
    void partOfALargeArrayIsWritten() {
        byte[] array = ("<" + "y".repeat(LARGE) + ">").getBytes(UTF_8);
        writer.write(
                ClientFrames.send(StompHeaders.builder().add("destination", "d"), array, 1, LARGE),
                null,
                null,
                Flush.NOW);

        assertThat(transport.frames()).extracting(StompFrame::bodyText).containsExactly("y".repeat(LARGE));
    }

    @Test
    void theFramesOfEachThreadStayWholeAndInOrder() throws Exception {
        startWriterThread(HeartBeat.NONE);
        int senders = 6;
        int each = 120;
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            tasks.add(start(() -> {
                for (int i = 0; i < each; i++) {
                    String body = i % 10 == sender ? i + ":" + "z".repeat(LARGE + i) : i + ":" + "z".repeat(i * 7);
                    writer.write(send("s" + sender, body), null, null, i % 3 == 0 ? Flush.NOW : Flush.SOON);
                }
            }));
        }
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
        writer.write(send("end", ""), null, null, Flush.NOW);
        await().until(() -> transport.frames().size() == senders * each + 1);

        List<StompFrame> frames = transport.frames();
        for (int s = 0; s < senders; s++) {
            String name = "s" + s;
            assertThat(frames.stream()
                            .filter(f -> f.header("destination").equals(name))
                            .map(f -> Integer.parseInt(
                                    f.bodyText().substring(0, f.bodyText().indexOf(':')))))
                    .as(name)
                    .hasSize(each)
                    .isSorted();
        }
    }

    @Test
    void whatComesDuringAWriteSharesTheNextOne() throws Exception {
        transport.shut();
        FutureTask<Void> first = start(() -> writer.write(send("a", "0"), null, null, Flush.NOW));
        transport.awaitStalled();
        for (int i = 1; i <= 20; i++) {
            writer.write(send("a", Integer.toString(i)), null, null, i % 2 == 0 ? Flush.NOW : Flush.SOON);
        }
        transport.open();
        first.get();

        assertThat(transport.frames()).hasSize(21);
        assertThat(transport.writes())
                .as("one for the first, one for all others")
                .hasSize(2);
    }

    @Test
    void framesThatNobodyWaitsForLeaveByTheWriterThread() {
        startWriterThread(HeartBeat.NONE);

        writer.write(send("a", "soon"), null, null, Flush.SOON);

        await().until(() -> transport.frames().size() == 1);
    }

    @Test
    void aFrameThatCannotBeEncodedLeavesNothingBehind() {
        writer.write(send("a", "1"), null, null, Flush.SOON);
        StompFrame bad = StompFrame.of(
                StompCommand.SEND,
                StompHeaders.builder().add("destination", "d").build(),
                new byte[] {1, 0, 2});
        Confirmation nobody = new Confirmation();

        assertThatThrownBy(() -> writer.write(bad, "r", nobody, Flush.NOW)).isInstanceOf(StompFrameException.class);
        writer.write(send("a", "2"), null, null, Flush.NOW);

        assertThat(transport.frames()).extracting(StompFrame::bodyText).containsExactly("1", "2");
        assertThat(receipts.size()).isZero();
    }

    @Test
    void aFrameWhoseReceiptNobodyCouldTellIsNotWritten() {
        receipts.lost(new StompConnectionException("gone", null), 1);

        assertThatThrownBy(() -> writer.write(send("a", "1"), "r", new Confirmation(), Flush.NOW))
                .isInstanceOfSatisfying(
                        StompConnectionException.class,
                        e -> assertThat(e.mayHaveReachedBroker()).isFalse());
        assertThat(transport.bytes()).isEmpty();
    }

    @Test
    void aFrameWhoseWriteFailedHasNotLeftAndTheTransportEndsSoon() {
        startWriterThread(HeartBeat.NONE);
        transport.failWith(new IOException("Broken pipe"));

        assertThatThrownBy(() -> writer.write(send("a", "1"), null, null, Flush.NOW))
                .hasMessageContaining("tcp://here:1")
                .hasMessageContaining("Broken pipe")
                .isInstanceOfSatisfying(
                        StompConnectionException.class,
                        e -> assertThat(e.mayHaveReachedBroker()).isFalse());
        await().until(transport::isClosed);
        assertThatThrownBy(() -> writer.write(send("a", "2"), null, null, Flush.NOW))
                .isInstanceOfSatisfying(
                        StompConnectionException.class,
                        e -> assertThat(e.mayHaveReachedBroker()).isFalse());
    }

    @Test
    void ofWhatWasBeingWrittenOnlyTheLastFrameHasSurelyNotArrived() {
        Confirmation first = new Confirmation();
        Confirmation last = new Confirmation();
        Confirmation before = new Confirmation();
        writer.write(send("a", "0"), "r0", before, Flush.NOW);
        transport.failWith(new IOException("Broken pipe"));
        writer.write(send("a", "1"), "r1", first, Flush.LATER);
        writer.write(send("a", "2"), "r2", last, Flush.NOW);

        writer.fail(writer.failure());
        receipts.lost(writer.failure(), writer.surelyNotWrittenFrom());

        assertThat(before.await(Deadline.in(Duration.ZERO)).mayHaveReachedBroker())
                .isTrue();
        assertThat(first.await(Deadline.in(Duration.ZERO)).mayHaveReachedBroker())
                .isTrue();
        assertThat(last.await(Deadline.in(Duration.ZERO)).mayHaveReachedBroker())
                .isFalse();
    }

    @Test
    void whatWasNotYetWrittenHasSurelyNotArrived() {
        Confirmation sent = new Confirmation();
        Confirmation waiting = new Confirmation();
        writer.write(send("a", "1"), "r1", sent, Flush.NOW);
        writer.write(send("a", "2"), "r2", waiting, Flush.LATER);

        StompConnectionException reset = new StompConnectionException("reset", null, true);
        writer.fail(reset);
        receipts.lost(reset, writer.surelyNotWrittenFrom());

        assertThat(sent.await(Deadline.in(Duration.ZERO)).mayHaveReachedBroker())
                .isTrue();
        assertThat(waiting.await(Deadline.in(Duration.ZERO)).mayHaveReachedBroker())
                .isFalse();
    }

    @Test
    void aFailedWriteOfARequestIsToldByItsReceiptOnly() {
        transport.failWith(new IOException("Broken pipe"));
        Confirmation confirmation = new Confirmation();

        writer.write(send("a", "1"), "r", confirmation, Flush.NOW);

        assertThat(receipts.size()).as("the reader thread tells it").isEqualTo(1);
        assertThat(writer.failure()).hasMessageContaining("Broken pipe");
    }

    @Test
    void aSenderFasterThanTheSocketWaitsAndGoesOn() throws Exception {
        startWriterThread(HeartBeat.NONE);
        transport.shut();
        start(() -> writer.write(send("a", "first"), null, null, Flush.NOW));
        transport.awaitStalled();
        int frames = 400;
        AtomicInteger sent = new AtomicInteger();
        FutureTask<Void> sender = start(() -> {
            for (int i = 0; i < frames; i++) {
                writer.write(send("a", i + ":" + "x".repeat(1000)), null, null, Flush.SOON);
                sent.incrementAndGet();
            }
        });
        Thread thread = threads.get(threads.size() - 1);
        await().until(() -> sent.get() >= 50 && thread.getState() == Thread.State.WAITING);
        assertThat(sent.get()).as("two full buffers at the most").isLessThan(140);

        transport.open();
        sender.get();
        await().until(() -> transport.frames().size() == frames + 1);
    }

    @Test
    void aFailureLetsThoseGoWhoWaitForRoom() throws Exception {
        List<FutureTask<Void>> waiting = fill();

        transport.failWith(new IOException("Connection reset"));

        for (FutureTask<Void> task : waiting) {
            assertThatThrownBy(task::get).cause().isInstanceOf(StompConnectionException.class);
        }
    }

    @Test
    void aCloseLetsThoseGoWhoWaitForRoom() throws Exception {
        List<FutureTask<Void>> waiting = fill();

        writer.close();
        for (FutureTask<Void> task : waiting.subList(1, 3)) {
            assertThatThrownBy(task::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(StompConnectionException.class)
                    .hasMessageContaining("has ended");
        }
        transport.open();
        waiting.get(0).get();
    }

    /** One is stuck in the transport, one waits for room in the full buffer, one with a large body for the transport. */
    private List<FutureTask<Void>> fill() throws InterruptedException {
        transport.shut();
        FutureTask<Void> stuck = start(() -> writer.write(send("a", "1"), null, null, Flush.NOW));
        transport.awaitStalled();
        for (int i = 0; i < 5; i++) {
            writer.write(send("a", "x".repeat(30_000)), null, null, Flush.SOON);
        }
        FutureTask<Void> small = start(() -> writer.write(send("b", "2"), null, null, Flush.NOW));
        FutureTask<Void> large = start(() -> writer.write(send("c", "x".repeat(LARGE)), null, null, Flush.NOW));
        List<Thread> waiters = threads.subList(threads.size() - 2, threads.size());
        await().until(() -> waiters.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        return List.of(stuck, small, large);
    }

    @Test
    void aWriteThatIsUnderWayIsTimed() throws Exception {
        assertThat(writer.writingForNanos(System.nanoTime())).isZero();
        transport.shut();
        FutureTask<Void> stuck = start(() -> writer.write(send("a", "1"), null, null, Flush.NOW));
        transport.awaitStalled();

        assertThat(writer.writingForNanos(System.nanoTime() + 1_000_000_000L)).isGreaterThanOrEqualTo(1_000_000_000L);
        transport.open();
        stuck.get();
        assertThat(writer.writingForNanos(System.nanoTime())).isZero();
    }

    @Test
    void beatsWhenNothingElseIsSent() {
        startWriterThread(new HeartBeat(20, 0));

        await().until(() -> transport.bytes().length >= 3);

        assertThat(new String(transport.bytes(), UTF_8)).matches("\n{3,}");
    }

    @Test
    void speaksTheVersionAgreedOn() {
        writer.connected(StompVersion.V1_2, new HeartBeatWatch(HeartBeat.NONE, System.nanoTime()));

        writer.write(send("a:b", ""), null, null, Flush.NOW);

        assertThat(new String(transport.bytes(), UTF_8)).contains("destination:a\\cb\n");
    }

    @Test
    void anInterruptOfTheWriterThreadIsAFailure() throws Exception {
        startWriterThread(HeartBeat.NONE);

        threads.get(0).interrupt();
        threads.get(0).join(5000);

        assertThat(writer.failure()).hasMessageContaining("interrupted");
        assertThat(transport.isClosed()).isTrue();
    }

    private void startWriterThread(HeartBeat heartBeat) {
        writer.connected(StompVersion.V1_1, new HeartBeatWatch(heartBeat, System.nanoTime()));
        start(writer::run);
    }

    private FutureTask<Void> start(Runnable action) {
        FutureTask<Void> task = new FutureTask<>(action, null);
        Thread thread = new Thread(task, "test-" + threads.size());
        threads.add(thread);
        thread.start();
        return task;
    }

    private static StompFrame send(String destination, String body) {
        return ClientFrames.send(
                StompHeaders.builder().add("destination", destination).build(), body.getBytes(UTF_8));
    }
}
