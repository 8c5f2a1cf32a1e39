package org.stompest.tck.api;

import jakarta.jms.JMSException;
import java.util.Map;
import java.util.Optional;

/**
 * What a call has to come to.
 *
 * @param name as the tables write it
 * @param thrown what must be thrown; empty for a call that must return
 */
record Outcome(String name, Optional<Class<?>> thrown) {
    private static final String FINE = "fine";

    private static final Map<String, Class<?>> OF_JAVA = Map.of(
            "IllegalArgument", IllegalArgumentException.class,
            "NullPointer", NullPointerException.class,
            "NumberFormat", NumberFormatException.class,
            "UnsupportedOperation", UnsupportedOperationException.class);

    /**
     * Reads an outcome.
     *
     * @param name {@code fine}, or the name of an exception without its ending
     * @param unchecked whether exceptions of the API are those of the simplified one
     */
    static Outcome of(String name, boolean unchecked) {
        if (name.equals(FINE)) {
            return new Outcome(name, Optional.empty());
        }
        Class<?> type = OF_JAVA.containsKey(name)
                ? OF_JAVA.get(name)
                : load(JMSException.class.getPackageName() + "." + name + (unchecked ? "Runtime" : "") + "Exception");
        return new Outcome(name, Optional.of(type));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no such exception: " + name, e);
        }
    }

    /** {@return whether this is what has happened; null stands for a call that returned} */
    boolean is(Throwable happened) {
        return thrown.isEmpty() ? happened == null : thrown.get().isInstance(happened);
    }

    @Override
    public String toString() {
        return thrown.map(Class::getName).orElse(FINE);
    }
}
