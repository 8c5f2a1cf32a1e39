package org.stompest.wire.frame;

/** The header names that the STOMP specifications define. */
public final class StompHeaderNames {
    /** CONNECT: the versions that the client speaks, separated by commas. */
    public static final String ACCEPT_VERSION = "accept-version";
    /** SUBSCRIBE: the acknowledgement mode; ACK and NACK in 1.2: the {@code id} is taken from this header of MESSAGE. */
    public static final String ACK = "ack";
    /** The number of bytes of the body. */
    public static final String CONTENT_LENGTH = "content-length";
    /** The MIME type of the body. */
    public static final String CONTENT_TYPE = "content-type";
    /** Where a message goes, or what is subscribed to. */
    public static final String DESTINATION = "destination";
    /** What each side can and wants to do to show that it is alive: {@code <ms>,<ms>}. */
    public static final String HEART_BEAT = "heart-beat";
    /** CONNECT: the virtual host. */
    public static final String HOST = "host";
    /** SUBSCRIBE, UNSUBSCRIBE: the subscription; ACK, NACK in 1.2: the message. */
    public static final String ID = "id";
    /** CONNECT: the user. */
    public static final String LOGIN = "login";
    /** ERROR: a short text. */
    public static final String MESSAGE = "message";
    /** MESSAGE: the message's id; ACK, NACK up to 1.1: which message. */
    public static final String MESSAGE_ID = "message-id";
    /** CONNECT: the password. Never logged. */
    public static final String PASSCODE = "passcode";
    /** Any client frame but CONNECT: asks for a RECEIPT with this id. */
    public static final String RECEIPT = "receipt";
    /** RECEIPT, and ERROR where it answers a frame: the id that was asked for. */
    public static final String RECEIPT_ID = "receipt-id";
    /** SUBSCRIBE, by custom of the brokers: which messages are wanted. */
    public static final String SELECTOR = "selector";
    /** CONNECTED: name and version of the server. */
    public static final String SERVER = "server";
    /** CONNECTED: the id of the session. */
    public static final String SESSION = "session";
    /** MESSAGE, ACK and NACK: the id of the subscription. */
    public static final String SUBSCRIPTION = "subscription";
    /** BEGIN, COMMIT, ABORT, and SEND, ACK, NACK within: the id of the transaction. */
    public static final String TRANSACTION = "transaction";
    /** CONNECTED: the version that was agreed on. */
    public static final String VERSION = "version";

    private StompHeaderNames() {}
}
