package org.stompest.benchmarks;

/** Somebody who can do all workloads. Each call connects anew and ends its connection. */
interface Contender {
    /**
     * Does a workload.
     *
     * @param task what
     * @return what came of it
     * @throws Exception if anything at all goes wrong
     */
    Turn run(Task task) throws Exception;

    /**
     * What is to be done.
     *
     * @param workload what
     * @param queue on which queue; a workload that answers uses {@link #answers()} too
     * @param most how many messages at most; a consumer takes just as many
     * @param nanos for how long at most, where it produces
     */
    record Task(Workload workload, String queue, int most, long nanos) {
        String answers() {
            return queue + ".answers";
        }
    }

    /**
     * What was done.
     *
     * @param messages how many
     * @param nanos in what time, the last receipt included
     * @param latencies nanoseconds of each round trip in ascending order, empty where only the rate counts
     */
    record Turn(int messages, long nanos, long[] latencies) {
        static Turn rate(int messages, long startNanos) {
            return new Turn(messages, System.nanoTime() - startNanos, new long[0]);
        }
    }
}
