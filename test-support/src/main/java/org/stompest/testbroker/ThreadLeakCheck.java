package org.stompest.testbroker;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves a thread of the library behind: one whose name starts with {@code stomp-} and that has not
 * ended within 5 seconds after the class. Registered for every test class through the service loader.
 *
 * <p>Classes that overlap in time cannot be told apart, so the check is made when the last of them ends, and its failure
 * names them all. Threads that the group did not start are not its fault. Usable from any thread.
 */
public final class ThreadLeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final String PREFIX = "stomp-";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Group GROUP = new Group();

    /** Made by JUnit. */
    public ThreadLeakCheck() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isOutermost(context)) {
            GROUP.enter(context.getRequiredTestClass().getSimpleName());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (isOutermost(context)) {
            GROUP.leave(LIMIT);
        }
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() == null;
    }

    /** Test classes that overlap in time, and what they are answerable for. */
    static final class Group {
        private final ReentrantLock lock = new ReentrantLock();
        private final Set<String> classes = new TreeSet<>(); // guarded by lock, as are the others
        private final Set<Thread> before = new HashSet<>();
        private int running;

        void enter(String testClass) {
            lock.lock();
            try {
                if (running++ == 0) {
                    classes.clear();
                    before.clear();
                    before.addAll(ours());
                }
                classes.add(testClass);
            } finally {
                lock.unlock();
            }
        }

        void leave(Duration limit) throws InterruptedException {
            Set<Thread> suspects;
            String blamed;
            lock.lock();
            try {
                if (--running > 0) {
                    return;
                }
                suspects = ours();
                suspects.removeAll(before);
                blamed = String.join(", ", classes);
            } finally {
                lock.unlock();
            }
            long end = System.nanoTime() + limit.toNanos();
            for (Thread suspect : suspects) {
                suspect.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
            suspects.removeIf(thread -> !thread.isAlive());
            if (!suspects.isEmpty()) {
                throw new AssertionError("threads left behind by " + blamed + ": "
                        + suspects.stream().map(Group::describe).collect(Collectors.joining()));
            }
        }

        private static Set<Thread> ours() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith(PREFIX))
                    .collect(Collectors.toCollection(HashSet::new));
        }

        private static String describe(Thread thread) {
            return System.lineSeparator() + thread.getName() + " at "
                    + Arrays.stream(thread.getStackTrace())
                            .map(StackTraceElement::toString)
                            .collect(Collectors.joining(System.lineSeparator() + "    "));
        }
    }
}
