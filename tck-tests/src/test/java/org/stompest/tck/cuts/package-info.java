/**
 * What an application sees when its connection is cut at any frame, freezes, is slow or is refused: on real brokers, through a
 * {@link org.stompest.testbroker.FaultProxy}. The promise is in {@code docs/reliability.md}.
 */
package org.stompest.tck.cuts;
