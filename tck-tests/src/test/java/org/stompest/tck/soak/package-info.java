/**
 * Things that come and go many times and must leave nothing behind, on the broker or here. How many is the system property
 * {@code tck.soak}: a few thousand by default, up to what a night allows.
 */
package org.stompest.tck.soak;
