package org.stompest.chaos.account;

/**
 * The sums of one stream, or of several.
 *
 * @param sent told to be sent
 * @param received handed out, and told to be acknowledged
 * @param lost told to be sent, and never received, nor in doubt
 * @param duplicated handed out a second time without a reason that the application knows, or settled by two consumers
 * @param outOfOrder handed out for the first time behind one that was sent later
 * @param corrupt not as it was sent
 * @param strange received, and never sent
 * @param inDoubt of which the application was told that the outcome is not known
 * @param rolledBack taken back before it was sent or given back after it was received, by the application or as it was told
 * @param longestPauseNanos between two messages
 */
public record Balance(
        long sent,
        long received,
        long lost,
        long duplicated,
        long outOfOrder,
        long corrupt,
        long strange,
        long inDoubt,
        long rolledBack,
        long longestPauseNanos) {
    /** Nothing at all. */
    public static final Balance NONE = new Balance(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Adds up.
     *
     * @param other sums of another stream
     * @return the sums of both; the longer pause
     */
    public Balance plus(Balance other) {
        return new Balance(
                sent + other.sent,
                received + other.received,
                lost + other.lost,
                duplicated + other.duplicated,
                outOfOrder + other.outOfOrder,
                corrupt + other.corrupt,
                strange + other.strange,
                inDoubt + other.inDoubt,
                rolledBack + other.rolledBack,
                Math.max(longestPauseNanos, other.longestPauseNanos));
    }

    /** {@return whether nothing was lost, duplicated, corrupt or strange} */
    public boolean isGood() {
        return lost == 0 && duplicated == 0 && corrupt == 0 && strange == 0;
    }
}
