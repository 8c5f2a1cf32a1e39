package org.stompest.testbroker;

import java.util.List;

/**
 * What should not come instead of CONNECTED, where 1.1 and 1.2 were offered. Immutable.
 *
 * @param name the row of the matrix
 * @param text what comes
 * @param violation whether the peer speaks STOMP and breaks its rules
 * @param told what it says
 */
public record BadAnswer(String name, String text, boolean violation, String told) {
    private static final String WRONGLY = "answered CONNECT wrongly";
    private static final String NO_STOMP = "does not speak STOMP";

    /** {@return all of them} */
    public static List<BadAnswer> all() {
        return List.of(
                violation(
                        "a version that does not exist",
                        connected("version:1.3\n"),
                        WRONGLY + ": the server chose STOMP 1.3"),
                violation("a version that was not offered", connected("version:1.0\n"), "offered 1.1, 1.2"),
                violation("no version where 1.0 was not offered", connected(""), "offered 1.1, 1.2"),
                violation("heart-beat without comma", connected("version:1.2\nheart-beat:1000\n"), "heart-beat '1000'"),
                violation("heart-beat negative", connected("version:1.2\nheart-beat:-1,0\n"), "heart-beat '-1,0'"),
                violation("heart-beat of words", connected("version:1.2\nheart-beat:a,b\n"), "heart-beat 'a,b'"),
                violation("heart-beat of three", connected("version:1.2\nheart-beat:1,2,3\n"), "heart-beat '1,2,3'"),
                violation("heart-beat empty", connected("version:1.2\nheart-beat:\n"), "heart-beat ''"),
                violation(
                        "heart-beat beyond 31 bits", connected("version:1.2\nheart-beat:0,9999999999\n"), "2147483647"),
                violation("RECEIPT", "RECEIPT\nreceipt-id:1\n\n\0", "answered CONNECT with RECEIPT"),
                violation(
                        "MESSAGE",
                        "MESSAGE\nmessage-id:1\ndestination:d\nsubscription:s\n\nx\0",
                        "answered CONNECT with MESSAGE"),
                violation("ERROR", "ERROR\nmessage:who are you?\n\n\0", "refused the connection: who are you?"),
                violation("ERROR without text", "ERROR\n\n\0", "refused the connection: (no text)"),
                broken("unknown command", "HELLO\n\n\0", NO_STOMP),
                broken("HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", "speaks HTTP"),
                broken("TLS alert", "\u0015\u0003\u0003\0\u0002", "speaks TLS"),
                broken(
                        "header without colon",
                        connected("version\n"),
                        NO_STOMP + ": a header line of CONNECTED has no colon"),
                broken("ten thousand headers", connected("a:b\n".repeat(10_000)), "stomp.maxHeaders"),
                broken("a header line without end", "CONNECTED\nfoo:" + "x".repeat(300_000), "stomp.maxHeaderLine"),
                broken(
                        "content-length no number",
                        connected("version:1.2\ncontent-length:x\n"),
                        "content-length 'x' is no number"),
                broken(
                        "a body beyond the limit",
                        connected("version:1.2\ncontent-length:999999999\n"),
                        "stomp.maxBody"));
    }

    private static String connected(String headerLines) {
        return "CONNECTED\n" + headerLines + "\n\0";
    }

    private static BadAnswer violation(String name, String text, String told) {
        return new BadAnswer(name, text, true, told);
    }

    private static BadAnswer broken(String name, String text, String told) {
        return new BadAnswer(name, text, false, told);
    }

    @Override
    public String toString() {
        return name;
    }
}
