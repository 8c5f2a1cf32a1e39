package org.stompest.chaos.work;

/** What a connection is for. */
public enum Role {
    /** Those that send. */
    SEND,
    /** Those that receive. */
    RECEIVE,
    /** Those that bridge and answer. */
    BRIDGE,
    /** Those that share a subscription. */
    SHARE
}
