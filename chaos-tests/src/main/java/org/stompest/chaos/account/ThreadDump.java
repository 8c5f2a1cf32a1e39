package org.stompest.chaos.account;

import java.util.Comparator;
import java.util.Map;

/** What all threads are doing. */
public final class ThreadDump {
    private ThreadDump() {}

    /** {@return the stack of every thread of this JVM, one frame a line} */
    public static String ofAll() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .forEach(entry -> append(text, entry));
        return text.toString();
    }

    private static void append(StringBuilder text, Map.Entry<Thread, StackTraceElement[]> thread) {
        text.append('"').append(thread.getKey().getName()).append("\" ");
        text.append(thread.getKey().getState()).append('\n');
        for (StackTraceElement element : thread.getValue()) {
            text.append("    at ").append(element).append('\n');
        }
    }
}
