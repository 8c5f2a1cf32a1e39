package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What calls have thrown, by kind, and which connections have failed for good. Usable from any thread. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final AtomicLong fatal = new AtomicLong();

    /**
     * A call has thrown what it may throw: the application goes on.
     *
     * @param where who has called
     * @param problem what was thrown
     */
    public void told(String where, Exception problem) {
        counts.merge(where + ": " + describe(problem), 1L, Long::sum);
        LOG.debug("{}", where, problem);
    }

    /**
     * Something has happened that must not.
     *
     * @param where who has noticed
     * @param problem what
     */
    public void fatal(String where, Throwable problem) {
        fatal.incrementAndGet();
        counts.merge("FAILED " + where + ": " + problem, 1L, Long::sum);
        LOG.error("{}", where, problem);
    }

    private static String describe(Exception problem) {
        String code = problem instanceof JMSException jms && jms.getErrorCode() != null ? jms.getErrorCode() : "";
        return (problem.getClass().getSimpleName() + " " + code + " " + generic(problem.getMessage())).strip();
    }

    /** Without what differs from one time to the next. */
    private static String generic(String message) {
        return message == null ? "" : message.replaceAll("\\d+", "#");
    }

    /** {@return how often what was thrown} */
    public Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** {@return how much has happened that must not} */
    public long fatal() {
        return fatal.get();
    }
}
