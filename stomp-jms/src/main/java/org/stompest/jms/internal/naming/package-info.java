/**
 * How the factories and destinations become JNDI references. Depends on {@code javax.naming} only; stateless, or immutable.
 */
package org.stompest.jms.internal.naming;
