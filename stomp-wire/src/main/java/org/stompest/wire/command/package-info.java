/**
 * How each frame is made and checked: {@link org.stompest.wire.command.ClientFrames} for what a client sends,
 * {@link org.stompest.wire.command.ServerFrames} for what it gets. Stateless functions, usable from any thread. Depends on
 * {@code frame} only.
 */
package org.stompest.wire.command;
