/** Messages between this provider and others that speak to the same broker: the headers and bodies that those expect. */
package org.stompest.tck.interop;
