package org.stompest.tck.selector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Makes messages whose properties have few values, so that selectors often match. Any property may be missing. */
final class RandomSamples {
    static final List<String> STRINGS = List.of(
            "",
            "red",
            "blue",
            "it's",
            "a_b",
            "a%b",
            "axb",
            "ü€😀",
            "-",
            "line\nbreak",
            "a:b\\c",
            "1e3x",
            ".*[x]?+{}|()^$&<>=!#");
    static final List<String> CONFUSING_STRINGS =
            List.of("7", "TRUE", "1e3", "-1", "7.0", "0", "true", "false", "1.0E10", "9007199254740993");
    private static final List<Object> SMALL = List.of(-7, -1, 0, 1, 2, 7, 1000);
    private static final List<Object> BIG = List.of(
            9007199254740993L,
            9007199254740992L,
            -9007199254740993L,
            3_000_000_000L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            7L);
    private static final List<Object> DOUBLES =
            List.of(-0.0, 0.0, 0.5, -2.5, 7.0, 1.0E10, 1.1, 1.0E-5, 1.0E300, 9007199254740992.0);
    private static final int MISSING_ONE_IN = 4;

    private final Random random;
    private final boolean confusing;

    /**
     * Makes a source of messages.
     *
     * @param random of chance
     * @param confusing whether there are texts that read as numbers or booleans, and floats, whose text is another number
     */
    RandomSamples(Random random, boolean confusing) {
        this.random = random;
        this.confusing = confusing;
    }

    Sample next() {
        Map<String, Object> headers = new HashMap<>();
        headers.put("JMSDeliveryMode", random.nextBoolean() ? "PERSISTENT" : "NON_PERSISTENT");
        headers.put("JMSPriority", (long) random.nextInt(10));
        headers.put("JMSTimestamp", Sample.BASE_TIMESTAMP + random.nextInt(4));
        headers.put("JMSMessageID", "ID:" + random.nextInt(4));
        headers.put("JMSType", random.nextInt(MISSING_ONE_IN) == 0 ? null : string());
        headers.put("JMSCorrelationID", random.nextInt(MISSING_ONE_IN) == 0 ? null : string());
        Map<String, Object> properties = new TreeMap<>();
        put(properties, "s_1", string());
        put(properties, "s2", string());
        put(properties, "n_1", small());
        put(properties, "n2", ((Integer) small()).longValue());
        put(properties, "big", oneOf(BIG));
        put(properties, "d_1", confusing && random.nextInt(8) == 0 ? 1.1f : oneOf(DOUBLES));
        put(properties, "d2", oneOf(DOUBLES));
        put(properties, "b_1", random.nextBoolean());
        put(properties, "b2", random.nextBoolean());
        put(properties, "m_1", mixed());
        put(properties, "m2", mixed());
        return new Sample(headers, properties);
    }

    private void put(Map<String, Object> properties, String name, Object value) {
        if (random.nextInt(MISSING_ONE_IN) > 0) {
            properties.put(name, value);
        }
    }

    private String string() {
        return confusing && random.nextBoolean() ? oneOf(CONFUSING_STRINGS) : oneOf(STRINGS);
    }

    private Object small() {
        return oneOf(SMALL);
    }

    private Object mixed() {
        return switch (random.nextInt(4)) {
            case 0 -> string();
            case 1 -> small();
            case 2 -> oneOf(DOUBLES);
            default -> random.nextBoolean();
        };
    }

    private <T> T oneOf(List<? extends T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
