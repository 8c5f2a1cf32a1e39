package org.stompest.tck.support;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;
import org.stompest.tck.support.Compliance.Outcome;

/**
 * Runs each test in a thread group of its own, so that the threads which its connections started can be told from those of
 * the tests that run beside it: a test that leaves one behind fails, and so does one that hangs, with all stacks.
 */
final class OwnThreads implements InvocationInterceptor, BeforeAllCallback {
    /** A run in which things come and go more often than by default takes as long as it takes. */
    private static final Duration HANGS = SoakSize.isLong() ? Duration.ofHours(8) : Duration.ofSeconds(50);

    private static final Duration THREADS_END_WITHIN = Duration.ofSeconds(10);

    static {
        // Brokers and other tests run in this JVM: what their threads throw is not the matter of whoever waits just
        // now.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    /** Writes what was recorded when the last test has ended. */
    private static final class ResultsAtEnd implements AutoCloseable {
        @Override
        public void close() {
            Compliance.write();
        }
    }

    /** Starts the brokers before any test does, or their threads would count as those of the test. */
    @Override
    public void beforeAll(ExtensionContext context) {
        BrokerKind.ofThisRun().forEach(BrokerKind::shared);
        context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(ResultsAtEnd.class, type -> new ResultsAtEnd());
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        record(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        record(invocation, context);
    }

    private static void record(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        JmsTest test = (JmsTest) context.getRequiredTestInstance();
        Method method = context.getRequiredTestMethod();
        String name = test.getClass().getSimpleName() + "." + method.getName() + " "
                + context.getDisplayName().replaceAll("[\\p{Cntrl}\\s]+", " ");
        Section section = method.isAnnotationPresent(Section.class)
                ? method.getAnnotation(Section.class)
                : test.getClass().getAnnotation(Section.class);
        OnlyOn only = method.getAnnotation(OnlyOn.class);
        if (only != null && !List.of(only.value()).contains(test.kind)) {
            invocation.skip();
            test.closeAll();
            throw new TestAbortedException("makes no sense with " + test.kind.title());
        }
        for (Lacks lacks : method.getAnnotationsByType(Lacks.class)) {
            if (lacks.broker() == test.kind && Provider.isStompest()) {
                invocation.skip();
                test.closeAll();
                Compliance.record(section, test.kind, name, Outcome.LACKS, lacks);
                throw new TestAbortedException(test.kind.title() + ": " + lacks.because());
            }
        }
        Outcome outcome = Outcome.FAILED;
        try {
            run(invocation, test, name + " " + test.kind);
            outcome = Outcome.PASSED;
        } catch (TestAbortedException e) {
            outcome = null;
            throw e;
        } finally {
            if (outcome != null) {
                Compliance.record(section, test.kind, name, outcome, null);
            }
        }
    }

    private static void run(Invocation<Void> invocation, JmsTest test, String name) throws Throwable {
        ThreadGroup group = new ThreadGroup(name);
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(group, () -> thrown[0] = runAndClose(invocation, test), "test " + name);
        thread.start();
        thread.join(HANGS.toMillis());
        if (thread.isAlive()) {
            String stacks = stacks();
            thread.interrupt();
            throw new AssertionError(name + " hangs; the stacks of all threads:\n" + stacks);
        }
        if (thrown[0] != null) {
            throw thrown[0];
        }
        await("the end of the threads of " + name)
                .atMost(THREADS_END_WITHIN)
                .until(() -> threadsOfProvider(group), List::isEmpty);
    }

    private static Throwable runAndClose(Invocation<Void> invocation, JmsTest test) {
        Throwable thrown = null;
        try {
            invocation.proceed();
        } catch (Throwable e) {
            thrown = e;
        }
        List<Exception> onClose = test.closeAll();
        if (thrown == null && !onClose.isEmpty()) {
            thrown = new AssertionError("what the test opened does not close", onClose.get(0));
        } else if (thrown != null) {
            onClose.forEach(thrown::addSuppressed);
        }
        return thrown;
    }

    private static List<String> threadsOfProvider(ThreadGroup group) {
        Thread[] threads = new Thread[group.activeCount() + 32];
        group.enumerate(threads);
        return Arrays.stream(threads)
                .filter(Objects::nonNull)
                .map(Thread::getName)
                .filter(name -> name.startsWith("stomp"))
                .toList();
    }

    private static String stacks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getValue().length > 0)
                .map(OwnThreads::stack)
                .collect(Collectors.joining("\n"));
    }

    private static String stack(Map.Entry<Thread, StackTraceElement[]> entry) {
        return entry.getKey()
                + Arrays.stream(entry.getValue())
                        .map(line -> "\n    at " + line)
                        .collect(Collectors.joining());
    }
}
