/**
 * Starts chaos from a command line: reads the arguments, starts broker and proxies, lets the application work while things go wrong,
 * and closes the books. May use everything.
 *
 * <p>Threads: one shows the progress, one ends the program when its time is over.
 */
package org.stompest.chaos.run;
