package org.stompest.examples.demo;

/** Is told how far the application is. Called from several threads, must return at once. */
public interface Progress {
    /**
     * Lines were sent.
     *
     * @param count how many so far
     */
    void sent(long count);

    /**
     * Lines were answered.
     *
     * @param count how many so far
     */
    void answered(long count);
}
