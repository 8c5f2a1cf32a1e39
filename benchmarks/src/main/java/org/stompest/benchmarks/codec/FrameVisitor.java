package org.stompest.benchmarks.codec;

/** Is shown all that a frame consists of, so that no contender gets away with not having read it. */
public interface FrameVisitor {
    /**
     * A header, as text and unescaped.
     *
     * @param name its name
     * @param value its value
     */
    void header(CharSequence name, CharSequence value);

    /**
     * The body, which ends the frame.
     *
     * @param body what holds it in the contender's world: an array or a buffer
     * @param length how many bytes it has
     */
    void body(Object body, int length);
}
