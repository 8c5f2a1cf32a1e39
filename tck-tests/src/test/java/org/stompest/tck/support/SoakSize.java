package org.stompest.tck.support;

/**
 * How much comes and goes in the soak tests: the system property {@code tck.soak}, a number of sessions, consumers and the like,
 * or {@value #FULL_NAME} for {@value #FULL}. One connection is lost for every ten of them.
 */
public final class SoakSize {
    private static final String PROPERTY = "tck.soak";
    private static final String FULL_NAME = "full";
    private static final int FULL = 100_000;
    private static final int BY_DEFAULT = 300;
    private static final int REBORN_PART = 10;

    private SoakSize() {}

    /** {@return how many sessions, consumers, temporary queues or transactions come and go} */
    public static int times() {
        String chosen = System.getProperty(PROPERTY, "");
        if (chosen.isEmpty()) {
            return BY_DEFAULT;
        }
        return chosen.equals(FULL_NAME) ? FULL : Integer.parseInt(chosen);
    }

    /** {@return how many connections are lost, or come and go} */
    public static int connections() {
        return Math.max(1, times() / REBORN_PART);
    }

    /** {@return whether more was asked for than what belongs to every build: then it takes as long as it takes} */
    public static boolean isLong() {
        return times() > BY_DEFAULT;
    }
}
