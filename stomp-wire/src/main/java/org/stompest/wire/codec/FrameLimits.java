package org.stompest.wire.codec;

/**
 * How much a peer may send in one frame. Each is checked before anything is stored.
 *
 * <p>Immutable; usable from any thread.
 *
 * @param maxHeaders how many headers a frame may have, 0 or more; option {@code stomp.maxHeaders}
 * @param maxHeaderLine how many bytes a header line may have without its line end, 1 or more; option
 *     {@code stomp.maxHeaderLine}
 * @param maxHead how many bytes all header lines of a frame may have, each with a line feed, 1 or more; option {@code
 *     stomp.maxHead}
 * @param maxBody how many bytes a body may have, 0 or more; option {@code stomp.maxBody}
 */
public record FrameLimits(int maxHeaders, int maxHeaderLine, int maxHead, int maxBody) {
    /** 1000 headers, 256 KiB a header line and 1 MiB all of them, 100 MiB a body. */
    public static final FrameLimits DEFAULT = new FrameLimits(1000, 256 * 1024, 1024 * 1024, 100 * 1024 * 1024);

    /**
     * Makes limits.
     *
     * @param maxHeaders how many headers a frame may have
     * @param maxHeaderLine how many bytes a header line may have
     * @param maxHead how many bytes all header lines of a frame may have
     * @param maxBody how many bytes a body may have
     * @throws IllegalArgumentException if a limit is out of its range; names the option
     */
    public FrameLimits {
        atLeast(0, maxHeaders, "stomp.maxHeaders");
        atLeast(1, maxHeaderLine, "stomp.maxHeaderLine");
        atLeast(1, maxHead, "stomp.maxHead");
        atLeast(0, maxBody, "stomp.maxBody");
    }

    private static void atLeast(int least, int value, String option) {
        if (value < least) {
            throw new IllegalArgumentException(option + "=" + value + " must be " + least + " or more");
        }
    }

    /**
     * Changes the number of headers.
     *
     * @param headers how many headers a frame may have, 0 or more
     * @return limits that differ in this
     */
    public FrameLimits withMaxHeaders(int headers) {
        return new FrameLimits(headers, maxHeaderLine, maxHead, maxBody);
    }

    /**
     * Changes the length of a header line.
     *
     * @param bytes how many bytes a header line may have, 1 or more
     * @return limits that differ in this
     */
    public FrameLimits withMaxHeaderLine(int bytes) {
        return new FrameLimits(maxHeaders, bytes, maxHead, maxBody);
    }

    /**
     * Changes the size of all header lines together.
     *
     * @param bytes how many bytes all header lines of a frame may have, each with a line feed, 1 or more
     * @return limits that differ in this
     */
    public FrameLimits withMaxHead(int bytes) {
        return new FrameLimits(maxHeaders, maxHeaderLine, bytes, maxBody);
    }

    /**
     * Changes the size of a body.
     *
     * @param bytes how many bytes a body may have, 0 or more
     * @return limits that differ in this
     */
    public FrameLimits withMaxBody(int bytes) {
        return new FrameLimits(maxHeaders, maxHeaderLine, maxHead, bytes);
    }
}
