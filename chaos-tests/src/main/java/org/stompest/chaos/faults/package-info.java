/**
 * What goes wrong in a run, and when: a plan that follows from a seed, and those who carry it out on proxies and on the broker. Knows
 * nothing of JMS.
 *
 * <p>Threads: one for each proxy and one for the broker.
 */
package org.stompest.chaos.faults;
