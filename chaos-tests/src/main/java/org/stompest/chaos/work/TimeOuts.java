package org.stompest.chaos.work;

import java.time.Duration;

/**
 * How long calls may take, as the provider documents it.
 *
 * @param send until a message is confirmed
 * @param request until a subscription, a commit and the like are done
 * @param close until something is closed
 */
public record TimeOuts(Duration send, Duration request, Duration close) {}
