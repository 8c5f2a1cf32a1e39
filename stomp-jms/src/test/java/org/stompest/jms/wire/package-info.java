/** What goes over the wire: the public API against a scripted broker that says it is Artemis. */
package org.stompest.jms.wire;
