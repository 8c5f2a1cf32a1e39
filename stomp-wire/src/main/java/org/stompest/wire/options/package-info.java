/**
 * How options are read from text: an {@link org.stompest.wire.options.Option} is declared once, with name, type and default,
 * an {@link org.stompest.wire.options.OptionTable} reads the options of one record, and every complaint about a name or a
 * value is made there. Depends on nothing. All types are immutable and usable from any thread.
 */
package org.stompest.wire.options;
