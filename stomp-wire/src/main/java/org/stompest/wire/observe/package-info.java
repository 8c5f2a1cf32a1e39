/**
 * Events for the JDK Flight Recorder: off unless a recording asks for them, and then at no cost. The other packages begin a
 * {@link org.stompest.wire.observe.Span} here and end it. Depends on the JDK only; usable from any thread.
 */
package org.stompest.wire.observe;
