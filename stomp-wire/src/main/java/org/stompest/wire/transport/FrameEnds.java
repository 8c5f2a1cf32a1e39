package org.stompest.wire.transport;

/**
 * Finds where STOMP frames end in a stream of bytes that was encoded by this library, so that a message of a WebSocket ends
 * where a frame does: some brokers take each message for one frame. Line ends between frames, which are heart-beats, count as
 * a frame. Keeps its place between calls; used by one thread at a time.
 */
final class FrameEnds {
    private static final byte[] LENGTH = {'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':'};

    private enum Place {
        BETWEEN,
        COMMAND,
        HEADER,
        BODY
    }

    private Place place = Place.BETWEEN;
    /** Index within the header line. */
    private int column;
    /** Whether what the line has so far begins as {@code content-length:} does. */
    private boolean lengthLine;
    /** Bytes of the body that are still to come, or -1 if it ends with NUL. */
    private long left;

    /**
     * Looks for the next end.
     *
     * @param bytes holds them
     * @param start index of the first byte
     * @param end index behind the last
     * @return the index behind the end of a frame, or -1 if the bytes end before that
     */
    int next(byte[] bytes, int start, int end) {
        int i = start;
        if (place == Place.BETWEEN && i < end) {
            while (i < end && (bytes[i] == '\n' || bytes[i] == '\r')) {
                i++;
            }
            if (i > start) {
                return i;
            }
            begin();
        }
        while (i < end) {
            if (place == Place.BODY && left > 0) {
                int skipped = (int) Math.min(left, end - i);
                left -= skipped;
                i += skipped;
            } else {
                byte b = bytes[i++];
                if (place == Place.BODY) {
                    if (b == 0) {
                        place = Place.BETWEEN;
                        return i;
                    }
                } else {
                    head(b);
                }
            }
        }
        return -1;
    }

    private void begin() {
        place = Place.COMMAND;
        column = 0;
        left = -1;
    }

    private void head(byte b) {
        if (b == '\n') {
            if (place == Place.HEADER && column == 0) {
                place = Place.BODY;
                return;
            }
            place = Place.HEADER;
            column = 0;
            lengthLine = left < 0; // of repeated headers the first counts
            return;
        }
        if (place == Place.HEADER && lengthLine && b != '\r') {
            if (column < LENGTH.length) {
                lengthLine = b == LENGTH[column];
            } else if (b >= '0' && b <= '9') {
                left = Math.max(left, 0) * 10 + b - '0';
            }
        }
        if (b != '\r') {
            column++;
        }
    }
}
