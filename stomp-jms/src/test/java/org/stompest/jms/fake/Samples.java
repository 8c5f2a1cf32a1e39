package org.stompest.jms.fake;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A value for any type that a method of the API takes or returns. */
public final class Samples {
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(boolean.class, true),
            Map.entry(byte.class, (byte) 1),
            Map.entry(short.class, (short) 2),
            Map.entry(int.class, 3),
            Map.entry(long.class, 4L),
            Map.entry(float.class, 5.5f),
            Map.entry(double.class, 6.5),
            Map.entry(String.class, "text"),
            Map.entry(Serializable.class, List.of("object").get(0)),
            Map.entry(Object.class, 7L),
            Map.entry(byte[].class, new byte[] {1, 2}),
            Map.entry(Class.class, String.class));

    private static final Map<Class<?>, Object> NOTHING = Map.of(
            boolean.class,
            false,
            byte.class,
            (byte) 0,
            short.class,
            (short) 0,
            int.class,
            0,
            long.class,
            0L,
            float.class,
            0f,
            double.class,
            0d);

    private Samples() {}

    public static Object of(Class<?> type) {
        if (type == void.class) {
            return null;
        }
        return VALUES.containsKey(type) ? VALUES.get(type) : Recorder.dummy(type);
    }

    public static Object[] of(Class<?>[] types) {
        return Stream.of(types).map(Samples::of).toArray();
    }

    static Object nothing(Class<?> type) {
        return NOTHING.get(type);
    }
}
