package org.stompest.wire.observe;

/** Something that takes time and is being recorded, or not. Ended once, by any thread. */
public interface Span {
    /** Is not recorded. */
    Span NONE = outcome -> {};

    /**
     * Ends it.
     *
     * @param outcome what came of it, for people; never a password or a body
     */
    void finish(String outcome);
}
