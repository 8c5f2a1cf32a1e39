package org.stompest.examples.demo;

/** Which lines a worker takes. */
public enum Share {
    /** Lines of up to 39 characters. */
    SHORT("length < 40"),
    /** Lines of 40 characters and more. */
    LONG("length >= 40");

    private static final int LIMIT = 40;

    private final String selector;

    Share(String selector) {
        this.selector = selector;
    }

    /** {@return the selector for this share of a run's lines} */
    String selector(String run) {
        return "run = '" + run + "' AND " + selector;
    }

    /** {@return the share to which a line belongs} */
    static Share of(String line) {
        return line.length() < LIMIT ? SHORT : LONG;
    }

    /** {@return the name for people} */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
