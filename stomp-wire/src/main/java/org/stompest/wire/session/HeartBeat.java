package org.stompest.wire.session;

/**
 * How often one side shows that it is alive, and how often it wants to see that of the other ("Heart-beating").
 *
 * <p>Immutable; usable from any thread.
 *
 * @param sendMillis the least number of milliseconds between two signs of life that this side guarantees; 0: it sends none
 * @param receiveMillis how many milliseconds between two signs of life this side would like; 0: it wants none
 */
public record HeartBeat(int sendMillis, int receiveMillis) {
    /** None in either direction. */
    public static final HeartBeat NONE = new HeartBeat(0, 0);

    /**
     * Makes a heart-beat.
     *
     * @param sendMillis what this side guarantees; 0: none
     * @param receiveMillis what this side would like; 0: none
     * @throws IllegalArgumentException if a number is negative
     */
    public HeartBeat {
        if (sendMillis < 0 || receiveMillis < 0) {
            throw new IllegalArgumentException(
                    "heart-beat " + sendMillis + "," + receiveMillis + " must not be negative");
        }
    }

    /**
     * Reads the header {@code heart-beat}.
     *
     * @param text two numbers of milliseconds with a comma between, or null, which means none
     * @return the heart-beat
     * @throws IllegalArgumentException if the text is anything else
     */
    public static HeartBeat parse(String text) {
        if (text == null) {
            return NONE;
        }
        int comma = text.indexOf(',');
        if (comma < 0) {
            throw invalid(text);
        }
        return new HeartBeat(millis(text, 0, comma), millis(text, comma + 1, text.length()));
    }

    private static int millis(String text, int from, int to) {
        long millis = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw invalid(text);
            }
            millis = 10 * millis + digit;
            if (millis > Integer.MAX_VALUE) {
                throw invalid(text);
            }
        }
        if (from == to) {
            throw invalid(text);
        }
        return (int) millis;
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("heart-beat '" + (text.length() > 40 ? text.substring(0, 40) + "..." : text)
                + "' should be two numbers of milliseconds with a comma between, up to " + Integer.MAX_VALUE);
    }

    /**
     * Agrees with the server: in each direction none if either side says 0, else the larger number.
     *
     * @param server what CONNECTED says, in the server's view
     * @return what this side, which offered this heart-beat in CONNECT, has to send and may expect
     */
    public HeartBeat negotiate(HeartBeat server) {
        return new HeartBeat(agree(sendMillis, server.receiveMillis), agree(receiveMillis, server.sendMillis));
    }

    private static int agree(int offered, int wanted) {
        return offered == 0 || wanted == 0 ? 0 : Math.max(offered, wanted);
    }

    /** {@return the value of the header, for example {@code 10000,10000}} */
    @Override
    public String toString() {
        return sendMillis + "," + receiveMillis;
    }
}
