package org.stompest.jms.internal.message;

import java.io.InvalidObjectException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Measures collections, maps and arrays while they are deserialized, each after what it contains: with everything that is in them,
 * counted as often as it is reached. That is what a hash code or a comparison of it costs, and a few hundred bytes can describe sets
 * in sets whose hash code would take years. Such a one is refused as soon as it is too large and before it becomes the element of
 * another. Only collections of the JDK are looked into. Used for one object, by one thread.
 */
final class UnfoldedSize {
    private static final long LEAST = 100_000;
    private static final int VISITS_PER_BYTE = 4;

    private final Map<Object, Long> sizes = new IdentityHashMap<>();
    private final long limit;
    private long visits;

    UnfoldedSize(int bodyLength) {
        this.limit = Math.max(LEAST, bodyLength);
        this.visits = Math.max(LEAST, (long) VISITS_PER_BYTE * bodyLength);
    }

    /**
     * Measures an object that was read with all that is in it.
     *
     * @throws InvalidObjectException if it is too large
     */
    void read(Object object) throws InvalidObjectException {
        if (object instanceof Object[] array) {
            long size = 1;
            for (Object element : array) {
                size = sum(size, element);
            }
            sizes.put(object, size);
        } else if (object != null && object.getClass().getName().startsWith("java.util.")) {
            if (object instanceof Collection<?> collection) {
                long size = 1;
                for (Object element : collection) {
                    size = sum(size, element);
                }
                sizes.put(object, size);
            } else if (object instanceof Map<?, ?> map) {
                long size = 1;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    size = sum(sum(size, entry.getKey()), entry.getValue());
                }
                sizes.put(object, size);
            }
        }
    }

    private long sum(long size, Object element) throws InvalidObjectException {
        long sum = size + sizes.getOrDefault(element, 1L);
        if (sum > limit || --visits < 0) {
            throw new InvalidObjectException(
                    "it holds collections in collections that have more than " + limit + " elements altogether");
        }
        return sum;
    }
}
