package org.stompest.testbroker;

/**
 * Counts the bytes of one direction and says where the connection is to break. Not thread-safe but for {@link #count()}: it
 * belongs to whoever reads, or writes with the lock.
 */
final class Fuse {
    private final String direction;
    private volatile long count;
    private volatile long limit = Long.MAX_VALUE;

    Fuse(String direction) {
        this.direction = direction;
    }

    /** {@return how many bytes have gone through} */
    long count() {
        return count;
    }

    /** Sets after how many bytes, counted from the beginning of the connection, it breaks. */
    void limit(long bytes) {
        limit = bytes;
    }

    /** {@return how many of these may still go through} */
    int allowed(int bytes) {
        return (int) Math.min(bytes, limit - count);
    }

    /** Counts. */
    void passed(int bytes) {
        count += bytes;
    }

    /** {@return whether nothing more may go through} */
    boolean isBlown() {
        return count >= limit;
    }

    BrokenOnPurpose broken() {
        return new BrokenOnPurpose("after " + count + " bytes that were " + direction);
    }
}
