package org.stompest.tck.soak;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is reachable in this JVM at a moment: the bytes of everything, and how many objects there are of each class of the
 * library. The second shows what is forgotten long before the first does.
 *
 * @param bytes of all objects
 * @param ours objects by class
 */
record Instances(long bytes, Map<String, Long> ours) {
    private static final Pattern LINE = Pattern.compile(" *\\d+: +(\\d+) +\\d+ +(\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+) *");
    private static final Pattern OURS = Pattern.compile("\\[*L?org\\.stompest\\.(jms|wire)\\..*");

    /** What the library remembers on purpose when something has gone, each with a bound that a test of its own holds it to. */
    private static final Pattern REMEMBERED =
            Pattern.compile(".*\\.(DeliveryCounts|DurableDefinitions|ManagementAccess|Returns)\\$.*");

    /** Counts after a collection of everything. */
    static Instances now() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return parse(histogram);
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not count its objects", e);
        }
    }

    private static Instances parse(String histogram) {
        Map<String, Long> ours = new TreeMap<>();
        long bytes = 0;
        for (String line : histogram.split("\n")) {
            Matcher counted = LINE.matcher(line);
            Matcher total = TOTAL.matcher(line);
            if (counted.matches()) {
                String name = counted.group(2);
                if (OURS.matcher(name).matches() && !REMEMBERED.matcher(name).matches()) {
                    ours.put(name, Long.valueOf(counted.group(1)));
                }
            } else if (total.matches()) {
                bytes = Long.parseLong(total.group(1));
            }
        }
        return new Instances(bytes, ours);
    }

    /** {@return the classes that have more than so many objects more than before, with both numbers} */
    Map<String, String> grownSince(Instances before, int allowed) {
        Map<String, String> grown = new TreeMap<>();
        ours.forEach((name, count) -> {
            long then = before.ours.getOrDefault(name, 0L);
            if (count > then + allowed) {
                grown.put(name, then + " > " + count);
            }
        });
        return grown;
    }
}
