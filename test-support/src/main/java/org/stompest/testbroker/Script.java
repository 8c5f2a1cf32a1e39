package org.stompest.testbroker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the broker does on one connection, step by step. Steps are played in the order in which they are added; they may be
 * added before and while the script is played, from any thread.
 */
public final class Script {
    private static final String[] CONNECT = {"CONNECT", "STOMP"};

    private final StepQueue steps = new StepQueue();
    private volatile Consumer<Peer> preparation = peer -> {};

    Script() {}

    StepQueue steps() {
        return steps;
    }

    private Script step(String words, Step.Action action) {
        steps.add(new Step(words, action));
        return this;
    }

    /**
     * Expects a frame as the next one.
     *
     * @param command its command
     * @param more what else must be true of it
     * @return this
     */
    public Script expect(String command, FrameMatcher... more) {
        return expect(FrameMatcher.command(command).and(more));
    }

    /**
     * Expects a frame as the next one.
     *
     * @param matcher what must be true of it
     * @return this
     */
    public Script expect(FrameMatcher matcher) {
        return step("expect " + matcher, peer -> {
            WireFrame frame = peer.await(matcher.toString());
            if (!matcher.matches(frame)) {
                throw new AssertionError("expected " + matcher + ", got " + frame);
            }
            peer.accept(frame);
        });
    }

    /**
     * Expects several frames, in whatever order.
     *
     * @param matchers one for each frame
     * @return this
     */
    public Script expectInAnyOrder(FrameMatcher... matchers) {
        return step("expect in any order " + Arrays.toString(matchers), peer -> {
            List<FrameMatcher> open = new ArrayList<>(List.of(matchers));
            while (!open.isEmpty()) {
                WireFrame frame = peer.await("one of " + open);
                FrameMatcher match = open.stream()
                        .filter(m -> m.matches(frame))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("expected one of " + open + ", got " + frame));
                open.remove(match);
                peer.accept(frame);
            }
        });
    }

    /**
     * Expects CONNECT or STOMP.
     *
     * @param more what else must be true of it
     * @return this
     */
    public Script expectConnect(FrameMatcher... more) {
        FrameMatcher connect =
                FrameMatcher.that("CONNECT", f -> Arrays.asList(CONNECT).contains(f.command()));
        return expect(connect.and(more));
    }

    /**
     * Answers with CONNECTED; from here on the connection speaks that version.
     *
     * @param version 1.0 (the header is left out), 1.1 or 1.2
     * @param more further headers, such as {@code heart-beat} and {@code server}: names and values in turn
     * @return this
     */
    public Script connected(String version, String... more) {
        return step("answer CONNECTED " + version, peer -> {
            peer.version(version);
            WireFrame frame = WireFrame.of("CONNECTED");
            peer.write((version.equals("1.0") ? frame : frame.with("version", version)).with(more));
        });
    }

    /**
     * Expects CONNECT and answers with CONNECTED in version 1.2, without heart-beats.
     *
     * @param more further headers of CONNECTED
     * @return this
     */
    public Script handshake(String... more) {
        return expectConnect().connected("1.2", more);
    }

    /**
     * Sends a frame.
     *
     * @param frame what to send
     * @return this
     */
    public Script reply(WireFrame frame) {
        return step("send " + frame, peer -> peer.write(frame));
    }

    /**
     * Sends a frame that depends on the frame that was expected last.
     *
     * @param answer makes the frame
     * @return this
     */
    public Script reply(Function<WireFrame, WireFrame> answer) {
        return step("answer the last frame", peer -> peer.write(answer.apply(peer.last())));
    }

    /**
     * Sends bytes as they are.
     *
     * @param bytes what to send
     * @return this
     */
    public Script replyRaw(byte[] bytes) {
        return step("send " + bytes.length + " bytes", peer -> peer.write(bytes));
    }

    /**
     * Sends text as it is.
     *
     * @param text written as UTF-8
     * @return this
     */
    public Script replyRaw(String text) {
        return replyRaw(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Answers the last expected frame with the RECEIPT that it asked for.
     *
     * @return this
     */
    public Script receipt() {
        return step("answer RECEIPT", peer -> {
            String receipt = peer.last().header("receipt");
            if (receipt == null) {
                throw new AssertionError("asked for no receipt: " + peer.last());
            }
            peer.write(WireFrame.of("RECEIPT", "receipt-id", receipt));
        });
    }

    /**
     * From here on, answers every frame that asks for a receipt as soon as it was expected or ignored.
     *
     * @return this
     */
    public Script autoReceipts() {
        return step("answer every receipt", peer -> peer.autoReceipts(true));
    }

    /**
     * From here on, answers receipts only by {@link #receipt()}.
     *
     * @return this
     */
    public Script noAutoReceipts() {
        return step("answer no receipt", peer -> peer.autoReceipts(false));
    }

    /**
     * Sends ERROR for the last expected frame, with its receipt's id if it asked for one; the connection stays open.
     *
     * @param message the header {@code message}
     * @return this
     */
    public Script errorForLast(String message) {
        return step("answer ERROR " + message, peer -> {
            WireFrame error = WireFrame.of("ERROR", "message", message);
            String receipt = peer.last().header("receipt");
            peer.write(receipt == null ? error : error.with("receipt-id", receipt));
        });
    }

    /**
     * Sends ERROR out of the blue; the connection stays open.
     *
     * @param message the header {@code message}
     * @return this
     */
    public Script error(String message) {
        return reply(WireFrame.of("ERROR", "message", message));
    }

    /**
     * Sends a MESSAGE for the subscription that was expected last. {@code message-id} counts from 1 in each connection;
     * {@code ack} is the same, in version 1.2.
     *
     * @param text the body
     * @param more further headers: names and values in turn
     * @return this
     */
    public Script message(String text, String... more) {
        return step("send MESSAGE '" + text + "'", peer -> peer.write(message(peer, text, more)));
    }

    /**
     * Sends many messages as fast as the client takes them, as {@link #message(String, String...)} does.
     *
     * @param count how many
     * @param text the body of each
     * @return this
     */
    public Script flood(int count, String text) {
        return step("send " + count + " times MESSAGE", peer -> {
            for (int i = 0; i < count; i++) {
                peer.write(message(peer, text));
            }
        });
    }

    private static WireFrame message(Peer peer, String text, String... more) {
        String number = Integer.toString(peer.nextMessage());
        WireFrame subscribe = peer.lastSubscribe();
        WireFrame head = WireFrame.of(
                "MESSAGE", "message-id", number, "destination", String.valueOf(subscribe.header("destination")));
        if (subscribe.header("id") != null) {
            head = head.with("subscription", subscribe.header("id"));
        }
        if (peer.version().equals("1.2") && !"auto".equals(ackMode(subscribe))) {
            head = head.with("ack", number);
        }
        return head.with(more).sizedBody(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String ackMode(WireFrame subscribe) {
        return subscribe.header("ack") == null ? "auto" : subscribe.header("ack");
    }

    /**
     * Sends the next frame in packets.
     *
     * @param bytes the size of each
     * @return this
     */
    public Script splitNext(int bytes) {
        return step("split the next frame", peer -> peer.split(bytes));
    }

    /**
     * Sends the beginning of a frame and closes the connection.
     *
     * @param frame the frame
     * @param bytes how much of it is sent
     * @return this
     */
    public Script dieMidFrame(WireFrame frame, int bytes) {
        return step("die after " + bytes + " bytes of " + frame, peer -> {
            peer.write(Arrays.copyOf(WireWriter.write(frame, peer.version()), bytes));
            peer.close();
        });
    }

    /**
     * Sends one heart-beat.
     *
     * @return this
     */
    public Script heartBeat() {
        return replyRaw("\n");
    }

    /**
     * Expects a newline behind the frame, or the newline, that was expected last; it may have come before this step is played.
     *
     * @return this
     */
    public Script expectHeartBeat() {
        return step("expect a heart-beat", peer -> {
            if (!peer.inbound().heartBeat(peer.patience())) {
                throw new AssertionError("no heart-beat came within " + peer.patience());
            }
        });
    }

    /**
     * From here on, frames of that kind may come at any time; they are recorded, and {@link #autoReceipts()} counts for
     * them.
     *
     * @param commands their commands
     * @return this
     */
    public Script ignoring(String... commands) {
        List<String> all = List.of(commands);
        FrameMatcher matcher = FrameMatcher.that("any of " + all, f -> all.contains(f.command()));
        return step("ignore " + all, peer -> peer.ignore(matcher));
    }

    /**
     * From here on, any frame may come at any time. The last step that expects something.
     *
     * @return this
     */
    public Script ignoringTheRest() {
        return step("ignore the rest", peer -> peer.ignore(FrameMatcher.that("any", f -> true)));
    }

    /**
     * Keeps the connection open and answers nothing, whatever comes, until the client closes it or the broker is closed.
     *
     * @return this
     */
    public Script silence() {
        return noAutoReceipts().ignoringTheRest();
    }

    /**
     * Stops reading from the socket, so that the client's writes stall in the end. What one read has brought is still taken.
     *
     * @return this
     */
    public Script stopReading() {
        return step("stop reading", peer -> peer.inbound().reading(false));
    }

    /**
     * Reads from the socket again.
     *
     * @return this
     */
    public Script resumeReading() {
        return step("resume reading", peer -> peer.inbound().reading(true));
    }

    /**
     * Goes on when a latch has been counted down.
     *
     * @param latch the latch
     * @return this
     */
    public Script await(CountDownLatch latch) {
        return step("wait for a latch", peer -> {
            Duration patience = peer.patience();
            if (!latch.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("the latch was not counted down within " + patience);
            }
        });
    }

    /**
     * Runs something of the test's own, on the thread that plays the script.
     *
     * @param action given the frame that was expected last, or an AssertionError is thrown
     * @return this
     */
    public Script then(Consumer<WireFrame> action) {
        return step("call back", peer -> action.accept(peer.last()));
    }

    /**
     * Expects that the client closes the connection, without another frame.
     *
     * @return this
     */
    public Script expectClose() {
        return step("expect the end of the connection", Peer::awaitEnd);
    }

    /**
     * From here on the client may close the connection at any time: then what is left of the script is not played, and that is
     * no failure.
     *
     * @return this
     */
    public Script clientMayLeave() {
        return step("let the client leave", Peer::mayLeave);
    }

    /**
     * Closes the direction towards the client only.
     *
     * @return this
     */
    public Script closeOutput() {
        return step("close the output", Peer::shutdownOutput);
    }

    /**
     * Closes the connection.
     *
     * @return this
     */
    public Script close() {
        return step("close", Peer::close);
    }

    /**
     * Closes the connection with a reset.
     *
     * @return this
     */
    public Script reset() {
        return step("reset", Peer::reset);
    }

    /**
     * Breaks the connection where that many bytes of it have been sent, in the middle of a frame if that is there. Holds for the
     * whole connection, wherever it stands in the script, and has to be said before the client comes. What is then left of the
     * script is not played, and that is no failure.
     *
     * @param bytes after how many; with 0 in place of the first one
     * @param withReset whether with a reset, otherwise with an orderly close
     * @return this
     */
    public Script breakAfterSending(long bytes, boolean withReset) {
        preparation = peer -> peer.breakAfterSending(bytes, withReset);
        return this;
    }

    /**
     * Breaks the connection where that many bytes of the client have been read; otherwise as
     * {@link #breakAfterSending(long, boolean)}.
     *
     * @param bytes after how many; with 0 nothing is read
     * @param withReset whether with a reset, otherwise with an orderly close
     * @return this
     */
    public Script breakAfterReceiving(long bytes, boolean withReset) {
        preparation = peer -> peer.breakAfterReceiving(bytes, withReset);
        return this;
    }

    /** Before anything is read or written. */
    void prepare(Peer peer) {
        preparation.accept(peer);
    }
}
