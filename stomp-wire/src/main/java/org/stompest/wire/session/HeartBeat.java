package org.stompest.wire.session;

/**
 * The header {@code heart-beat}, as the side that sends it sees it.
 *
 * @param sendMillis how often something can be sent at least, in milliseconds; 0 is not at all
 * @param receiveMillis how often something is wanted at least, in milliseconds; 0 is not at all
 */
public record HeartBeat(int sendMillis, int receiveMillis) {
    /** No heart-beats. */
    public static final HeartBeat NONE = new HeartBeat(0, 0);

    /** Checks the ranges. */
    public HeartBeat {
        if (sendMillis < 0 || receiveMillis < 0) {
            throw new IllegalArgumentException("a heart-beat is negative: " + sendMillis + "," + receiveMillis);
        }
    }

    /**
     * Reads a header.
     *
     * @param text two whole numbers with a comma between them
     * @return the heart-beat
     * @throws IllegalArgumentException if it is malformed
     */
    public static HeartBeat parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not two numbers with a comma between them: '" + text + "'");
        }
        return new HeartBeat(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
    }

    /** {@return the header's text, such as {@code 10000,10000}} */
    @Override
    public String toString() {
        return sendMillis + "," + receiveMillis;
    }
}
