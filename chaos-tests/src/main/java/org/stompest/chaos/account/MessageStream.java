package org.stompest.chaos.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The books of one stream of numbered messages, from who sends them to who is the last to receive them.
 *
 * <p>Sending: a message is {@linkplain #begun() begun}, and then the application is told one of three things: that it was
 * {@linkplain #sent sent}, that it was {@linkplain #takenBack not}, so that the same number may be sent again, or neither, which
 * leaves it {@linkplain #sentInDoubt in doubt}: its number is not used again, and it may come once or not at all.
 *
 * <p>Receiving: a message is {@linkplain #handedOut handed out} to a consumer and then {@linkplain #settled settled} or
 * {@linkplain #givenBack given back} by what the application does or is told, or is {@linkplain #settledInDoubt in doubt}. It may be
 * handed out again only if it was given back or is in doubt, or if another consumer still has it in hands: that is how a broker
 * treats consumers that it has lost. Then only one of the two may settle it.
 */
public final class MessageStream {
    private enum Sending {
        BEGUN,
        SENT,
        TAKEN_BACK,
        IN_DOUBT
    }

    /** What is known of one message. */
    private static final class Entry {
        private Sending sending = Sending.BEGUN;
        private final Set<String> holders = new HashSet<>(2);
        private final long begun = System.nanoTime();
        private long last; // when something became of it
        private int handedOut;
        private int settled;
        private int mayComeAgain;
        private boolean moved;
        private boolean settledInDoubt;

        boolean isLost() {
            return sending == Sending.SENT && settled == 0 && !settledInDoubt;
        }
    }

    private static final int EXAMPLES = 20;

    private final String name;
    private final boolean ordered;
    private final long opened = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Entry> entries = new HashMap<>(); // guarded by lock, as all below
    private final Map<String, Long> newest = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long numbers;
    private long sent;
    private long received;
    private long takenBack;
    private long sentInDoubt;
    private long givenBack;
    private long settledInDoubt;
    private long duplicated;
    private long outOfOrder;
    private long corrupt;
    private long strange;
    private long lastNanos;
    private long longestPauseNanos;

    /**
     * Opens the books.
     *
     * @param name for people
     * @param ordered whether each consumer must get what it gets for the first time in the order of the numbers
     */
    public MessageStream(String name, boolean ordered) {
        this.name = name;
        this.ordered = ordered;
    }

    /** {@return what it is called} */
    public String name() {
        return name;
    }

    // ---- sending

    /** {@return the number of a message that is about to be sent} */
    public long begun() {
        lock.lock();
        try {
            long number = numbers++;
            entries.put(number, new Entry());
            return number;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A message of another stream is about to be sent on in this one, under the number that it has.
     *
     * @param number its number
     */
    public void begun(long number) {
        lock.lock();
        try {
            entries.computeIfAbsent(number, n -> new Entry());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The application was told that it was sent.
     *
     * @param number its number
     */
    public void sent(long number) {
        lock.lock();
        try {
            Entry entry = entry(number);
            if (entry.sending != Sending.SENT) { // else another stream has handed it out twice, and counts that
                entry.sending = Sending.SENT;
                sent++;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The application has taken it back, or was told that it was not sent.
     *
     * @param number its number
     */
    public void takenBack(long number) {
        lock.lock();
        try {
            Entry entry = entry(number);
            takenBack++;
            if (entry.sending == Sending.BEGUN) {
                entry.sending = Sending.TAKEN_BACK;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The application was told that it is not known whether it was sent.
     *
     * @param number its number
     */
    public void sentInDoubt(long number) {
        lock.lock();
        try {
            Entry entry = entry(number);
            if (entry.sending != Sending.SENT) {
                entry.sending = Sending.IN_DOUBT;
            }
            sentInDoubt++;
        } finally {
            lock.unlock();
        }
    }

    // ---- receiving

    /**
     * A consumer got a message.
     *
     * @param number its number
     * @param consumer which one
     * @return false if it should not have got it
     */
    public boolean handedOut(long number, String consumer) {
        lock.lock();
        try {
            if (!entries.containsKey(number)) {
                strange++;
                example("never sent", number, entry(number), consumer);
            }
            Entry entry = entry(number);
            boolean first = entry.handedOut++ == 0;
            boolean good = first || mayComeAgain(entry, consumer);
            if (!good) {
                duplicated++;
                example("duplicated", number, entry, consumer);
            }
            if (first) {
                watchOrder(number, entry, consumer);
                watchPause();
            }
            entry.holders.add(consumer);
            return good;
        } finally {
            lock.unlock();
        }
    }

    private static boolean mayComeAgain(Entry entry, String consumer) {
        if (entry.mayComeAgain > 0) {
            entry.mayComeAgain--;
            return true;
        }
        if (entry.settledInDoubt) {
            return true;
        }
        if (entry.settled == 0 && !entry.holders.isEmpty() && !entry.holders.contains(consumer)) {
            entry.moved = true;
            return true;
        }
        return false;
    }

    private void watchOrder(long number, Entry entry, String consumer) {
        Long before = newest.get(consumer);
        if (before == null || before < number) {
            newest.put(consumer, number);
        } else if (ordered && entry.sending != Sending.IN_DOUBT) {
            outOfOrder++;
            example("out of order, after " + before, number, entry, consumer);
        }
    }

    private void watchPause() {
        long now = System.nanoTime();
        if (lastNanos != 0) {
            longestPauseNanos = Math.max(longestPauseNanos, now - lastNanos);
        }
        lastNanos = now;
    }

    /**
     * The application was told that a message is acknowledged, or has come back from where that is done by itself.
     *
     * @param number its number
     * @param consumer who had it
     */
    public void settled(long number, String consumer) {
        lock.lock();
        try {
            Entry entry = entry(number);
            entry.holders.remove(consumer);
            if (entry.settled++ == 0) {
                received++;
            } else if (entry.moved && !entry.settledInDoubt) {
                entry.moved = false;
                duplicated++;
                example("settled by two", number, entry, consumer);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The application has given a message back, or was told that it must do again what it did.
     *
     * @param number its number
     * @param consumer who had it
     */
    public void givenBack(long number, String consumer) {
        lock.lock();
        try {
            Entry entry = entry(number);
            entry.holders.remove(consumer);
            givenBack++;
            if (entry.moved) {
                entry.moved = false; // it has come again already, to somebody else
            } else {
                entry.mayComeAgain++;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The application was told that it is not known whether a message is acknowledged.
     *
     * @param number its number
     * @param consumer who had it
     */
    public void settledInDoubt(long number, String consumer) {
        lock.lock();
        try {
            Entry entry = entry(number);
            entry.holders.remove(consumer);
            entry.settledInDoubt = true;
            settledInDoubt++;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A message was not as it was sent.
     *
     * @param number the number that it had
     */
    public void corrupt(long number) {
        lock.lock();
        try {
            corrupt++;
            example("corrupt", number, entry(number), "");
        } finally {
            lock.unlock();
        }
    }

    private Entry entry(long number) {
        Entry entry = entries.computeIfAbsent(number, n -> new Entry());
        entry.last = System.nanoTime();
        return entry;
    }

    private String at(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", (nanos - opened) / (double) TimeUnit.SECONDS.toNanos(1));
    }

    private void example(String what, long number, Entry entry, String consumer) {
        if (examples.size() < EXAMPLES) {
            examples.add(name + ": number " + number + " " + what + " [" + consumer + "] handed out " + entry.handedOut
                    + " times, settled " + entry.settled + " times, " + entry.sending);
        }
    }

    // ---- closing the books

    /** {@return whether everything that was told to be sent was received} */
    public boolean isComplete() {
        lock.lock();
        try {
            return entries.values().stream().noneMatch(Entry::isLost);
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many messages were told to be sent so far} */
    public long sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many messages were received so far} */
    public long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how it stands} */
    public Balance balance() {
        lock.lock();
        try {
            long lost = entries.values().stream().filter(Entry::isLost).count();
            return new Balance(
                    sent,
                    received,
                    lost,
                    duplicated,
                    outOfOrder,
                    corrupt,
                    strange,
                    sentInDoubt + settledInDoubt,
                    takenBack + givenBack,
                    longestPauseNanos);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the first things that went wrong, for people} */
    public List<String> examples() {
        lock.lock();
        try {
            List<String> all = new ArrayList<>(examples);
            entries.forEach((number, entry) -> {
                if (entry.isLost() && all.size() < 2 * EXAMPLES) {
                    all.add(name + ": number " + number + " lost, begun at " + at(entry.begun) + ", last heard of at "
                            + at(entry.last) + ", handed out " + entry.handedOut + " times to " + entry.holders);
                }
            });
            return all;
        } finally {
            lock.unlock();
        }
    }
}
