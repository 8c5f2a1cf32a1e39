package org.stompest.chaos.work;

/** What a connection is for. */
public enum Role {
    /** Those that send. */
    SEND,
    /** Those that receive. */
    RECEIVE,
    /** The first of those that bridge, answer and share. */
    BRIDGE,
    /** The second of those. */
    OTHER_BRIDGE
}
