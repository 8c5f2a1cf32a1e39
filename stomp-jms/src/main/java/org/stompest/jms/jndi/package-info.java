/**
 * JNDI: {@link org.stompest.jms.jndi.StompInitialContextFactory} serves factories and destinations out of
 * {@code jndi.properties}, {@link org.stompest.jms.jndi.StompObjectFactory} lets a container make them from its own
 * configuration. Depends on the public API and {@code internal.naming}. No look-up ever opens a connection or follows a URL.
 * Contexts are read-only and usable from any thread.
 */
package org.stompest.jms.jndi;
