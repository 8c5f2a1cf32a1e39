/**
 * What the clients do about a broker that misbehaves. A {@link org.stompest.wire.faults.Subject} is one of the library's
 * clients, in few words; each row of misbehaviour is played to each of them.
 */
package org.stompest.wire.faults;
