package org.stompest.testbroker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.stompest.testbroker.FaultProxy.Direction;
import org.stompest.testbroker.FaultProxy.Where;

/** Counts the frames of all connections, and knows at which of them one is to be cut. Usable from any thread. */
final class Traps {
    private static final String ANY = "";

    /** Where a connection is to be cut, as soon as so many frames with that command have begun to come from there. */
    private record Trap(Direction direction, String command, long number, Where where) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Trap> set = new ArrayList<>(); // guarded by lock, as are the others
    private final Map<Direction, Long> frames = new EnumMap<>(Direction.class);
    private final Map<Direction, Map<String, Long>> byCommand = new EnumMap<>(Direction.class);
    private volatile boolean commandsMatter;
    private volatile BiConsumer<Direction, String> watcher = (direction, command) -> {};

    /** Sets a trap for a frame, counted over all connections. */
    void set(Direction direction, long number, Where where) {
        set(new Trap(direction, ANY, number, where));
    }

    /** Sets a trap for a frame with that command, counted from now. */
    void set(Direction direction, String command, long number, Where where) {
        set(new Trap(direction, command, number, where));
    }

    void watch(BiConsumer<Direction, String> with) {
        watcher = with;
    }

    private void set(Trap trap) {
        lock.lock();
        try {
            set.add(trap.command().equals(ANY) ? trap : countedFromTheBeginning(trap));
            commandsMatter |= !trap.command().equals(ANY);
        } finally {
            lock.unlock();
        }
    }

    private Trap countedFromTheBeginning(Trap trap) {
        long before = counts(trap.direction()).getOrDefault(trap.command(), 0L);
        return new Trap(trap.direction(), trap.command(), before + trap.number(), trap.where());
    }

    /** Takes away all traps that have not sprung. */
    void clear() {
        lock.lock();
        try {
            set.clear();
            commandsMatter = false;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many frames have begun to come from there} */
    long frames(Direction direction) {
        lock.lock();
        try {
            return frames.getOrDefault(direction, 0L);
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the command of a frame that has begun matters} */
    boolean asksForCommands() {
        return commandsMatter;
    }

    /** {@return where to cut at the frame that begins, or null} */
    Where begins(Direction direction) {
        lock.lock();
        try {
            return spring(direction, ANY, frames.merge(direction, 1L, Long::sum));
        } finally {
            lock.unlock();
        }
    }

    /** {@return where to cut at the frame whose command is known now, or null} */
    Where isA(Direction direction, String command) {
        watcher.accept(direction, command);
        lock.lock();
        try {
            return spring(direction, command, counts(direction).merge(command, 1L, Long::sum));
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Long> counts(Direction direction) {
        return byCommand.computeIfAbsent(direction, d -> new HashMap<>());
    }

    /** A number that has passed already, because the trap was set a moment too late, springs at the next frame. */
    private Where spring(Direction direction, String command, long number) {
        for (Trap trap : set) {
            if (trap.direction() == direction && trap.command().equals(command) && trap.number() <= number) {
                set.remove(trap);
                commandsMatter = set.stream().anyMatch(left -> !left.command().equals(ANY));
                return trap.where();
            }
        }
        return null;
    }
}
