package org.stompest.chaos.faults;

import java.time.Duration;
import org.stompest.testbroker.FaultProxy.Where;

/**
 * One thing that goes wrong.
 *
 * @param after how long after the end of the one before
 * @param kind what
 * @param lasts how long, if it is something that lasts
 * @param amount the frame at which is cut, counted from now; milliseconds of delay; bytes per second
 * @param where on which side of that frame
 */
public record Fault(Duration after, FaultKind kind, Duration lasts, long amount, Where where) {}
