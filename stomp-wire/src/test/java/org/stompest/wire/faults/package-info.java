/**
 * What the library does when a broker misbehaves: the same matrix for each {@link org.stompest.wire.faults.SubjectKind kind of
 * client}. Each fault ends in a documented exception within its time-out, leaves no thread or socket behind, and the next
 * connection works. {@code docs/faults.md} lists the rows.
 */
package org.stompest.wire.faults;
