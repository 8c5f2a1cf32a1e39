/** Frameworks and pools that nobody here wrote, unmodified, over this provider. */
package org.stompest.tck.spring;
