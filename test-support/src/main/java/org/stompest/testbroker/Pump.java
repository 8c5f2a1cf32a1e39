package org.stompest.testbroker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.stompest.testbroker.FaultProxy.Direction;
import org.stompest.testbroker.FaultProxy.Where;
import org.stompest.testbroker.FrameScanner.Mark;

/** Carries the bytes of one connection through a {@link FaultProxy} in one direction. Owned by its thread. */
final class Pump {
    private static final int CHUNK = 1 << 16;
    private static final int MAX_LATE = 1 << 20;

    /** Bytes that are delayed until a point in time of {@link System#nanoTime}. */
    private record Late(long due, byte[] bytes) {}

    private final Direction direction;
    private final ProxyLink link;
    private final Socket from;
    private final Socket to;
    private final Traps traps;
    private final Obstacles obstacles;
    private final FrameScanner scanner = new FrameScanner();
    private final Deque<Late> late = new ArrayDeque<>();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int lateBytes;
    private boolean holds;
    private Where cut;

    Pump(Direction direction, ProxyLink link, Socket from, Socket to, Traps traps, Obstacles obstacles) {
        this.direction = direction;
        this.link = link;
        this.from = from;
        this.to = to;
        this.traps = traps;
        this.obstacles = obstacles;
    }

    /**
     * Carries until there is nothing more.
     *
     * @throws IOException if either side has broken, or this was told to break them
     */
    void carry() throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        for (int length = read(chunk); length >= 0; length = read(chunk)) {
            long delay = obstacles.delay().toNanos();
            if (delay == 0 && late.isEmpty()) {
                pass(chunk, length);
            } else if (length > 0) {
                late.add(new Late(System.nanoTime() + delay, Arrays.copyOf(chunk, length)));
                lateBytes += length;
            }
            while (!late.isEmpty() && late.peek().due() - System.nanoTime() <= 0) {
                passFirst();
            }
        }
        while (!late.isEmpty()) {
            obstacles.awaitTime(late.peek().due(), link::isOver);
            passFirst();
        }
        release();
    }

    /** Reads as long as there is nothing late that has to go on its way. */
    private int read(byte[] chunk) throws IOException, InterruptedException {
        if (late.isEmpty()) {
            from.setSoTimeout(0);
            return from.getInputStream().read(chunk);
        }
        long due = late.peek().due();
        if (lateBytes >= MAX_LATE) {
            obstacles.awaitTime(due, link::isOver);
            return 0;
        }
        from.setSoTimeout((int) Math.max(1, (due - System.nanoTime()) / 1_000_000));
        try {
            return from.getInputStream().read(chunk);
        } catch (SocketTimeoutException e) {
            return 0; // the time of the first that is late
        }
    }

    private void passFirst() throws IOException, InterruptedException {
        Late first = late.remove();
        lateBytes -= first.bytes().length;
        pass(first.bytes(), first.bytes().length);
    }

    private void pass(byte[] bytes, int length) throws IOException, InterruptedException {
        obstacles.awaitThaw(link::isOver);
        if (obstacles.truncates(direction)) {
            scan(bytes, length / 2);
            throw link.cutHere();
        }
        scan(bytes, length);
    }

    /** Forwards what may pass, as few writes as can be, and cuts where it is told to. */
    private void scan(byte[] bytes, int length) throws IOException, InterruptedException {
        int start = 0; // of what is neither forwarded nor held
        for (int i = 0; i < length; i++) {
            Mark mark = scanner.next(bytes[i]);
            if (mark == Mark.FIRST) {
                cut = traps.begins(direction);
                if (cut != null || traps.asksForCommands()) {
                    forward(bytes, start, i);
                    start = i;
                    cutIf(Where.BEFORE);
                    holds = cut != Where.AFTER;
                }
            } else if (mark == Mark.COMMAND) {
                Where wanted = traps.isA(direction, scanner.command());
                cut = cut == null ? wanted : cut;
                cutIf(Where.BEFORE);
                holds &= cut == Where.MIDDLE;
                if (!holds) {
                    release();
                }
            } else if (mark == Mark.LAST && cut != null) {
                if (cut == Where.MIDDLE) {
                    held.write(bytes, start, i + 1 - start);
                    byte[] frame = held.toByteArray();
                    forward(frame, 0, frame.length / 2);
                } else {
                    forward(bytes, start, i + 1);
                }
                throw link.cutHere();
            } else if (mark == Mark.LAST && holds) { // a command without an end of its line
                holds = false;
                release();
            }
        }
        if (holds) {
            held.write(bytes, start, length - start);
        } else {
            forward(bytes, start, length);
        }
    }

    private void cutIf(Where where) throws IOException {
        if (cut == where) {
            throw link.cutHere();
        }
    }

    private void release() throws IOException, InterruptedException {
        if (held.size() > 0) {
            forward(held.toByteArray(), 0, held.size());
            held.reset();
        }
    }

    private void forward(byte[] bytes, int start, int end) throws IOException, InterruptedException {
        long rate = obstacles.rate();
        while (start < end && rate > 0) {
            int piece = (int) Math.min(end - start, Math.max(1, rate / 100));
            write(bytes, start, piece);
            start += piece;
            obstacles.awaitRate(piece, rate, link::isOver);
            obstacles.awaitThaw(link::isOver);
            rate = obstacles.rate();
        }
        write(bytes, start, end - start);
    }

    private void write(byte[] bytes, int start, int length) throws IOException {
        if (length > 0 && !link.isHungUp()) {
            to.getOutputStream().write(bytes, start, length);
        }
    }
}
