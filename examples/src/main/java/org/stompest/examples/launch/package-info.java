/**
 * Starts the demo from a command line: reads the arguments and the files, starts a broker unless one is given, points
 * {@code jndi.properties} at it and runs {@link org.stompest.examples.demo.LineApplication}. May use everything.
 *
 * <p>Threads: one shows the progress, one ends the program when its time is over.
 */
package org.stompest.examples.launch;
