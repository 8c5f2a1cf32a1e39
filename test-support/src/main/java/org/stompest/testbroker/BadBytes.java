package org.stompest.testbroker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * What no broker should send to a client that has subscribed, in STOMP 1.2 and with a limit of 100,000 bytes a body. Immutable.
 *
 * @param name the row of the matrix
 * @param bytes what comes
 * @param told what the exception says of it
 */
public record BadBytes(String name, byte[] bytes, String told) {
    private static final String UNKNOWN = "no command of STOMP where a frame should begin";
    private static final String NO_NUL = "no NUL behind the 3 bytes that content-length of MESSAGE announced";
    private static final int TOO_LONG = 300 * 1024;

    /**
     * Lists them.
     *
     * @param subscription the id of the client's subscription
     * @return each with bytes that the client has to refuse
     */
    public static List<BadBytes> all(String subscription) {
        return new Lines(subscription).all();
    }

    private record Lines(String subscription) {
        private List<BadBytes> all() {
            return List.of(
                    message("content-length too small", "content-length:3\n", "abcdef", NO_NUL),
                    message(
                            "content-length too large",
                            "content-length:5\n",
                            "abc\0RECEIPT\n",
                            "no NUL behind the 5 bytes"),
                    message(
                            "content-length negative",
                            "content-length:-1\n",
                            "abc",
                            "content-length '-1' is no number"),
                    message(
                            "content-length no number",
                            "content-length:3x\n",
                            "abc",
                            "content-length '3x' is no number"),
                    message("content-length empty", "content-length:\n", "abc", "content-length is empty"),
                    message("content-length huge", "content-length:99999999999999999999\n", "", "beyond every limit"),
                    message(
                            "content-length twice, the first is wrong",
                            "content-length:3\ncontent-length:6\n",
                            "abcdef",
                            NO_NUL),
                    text("no NUL behind a sized body", head() + "content-length:3\n\nabcMESSAGE\n", NO_NUL),
                    message("NUL in a body without content-length", "", "ab\0cd", UNKNOWN),
                    text("bare CR between frames", "\rMESSAGE\n", "a carriage return without a line feed"),
                    text("bare CR behind the command", "MESSAGE\rfoo:bar\n\n\0", UNKNOWN),
                    message(
                            "escape that is not defined",
                            "foo:a\\tb\n",
                            "",
                            "header 'foo' of MESSAGE has the escape '\\t'"),
                    message("escape without end", "foo:a\\\n", "", "has the escape '\\' at the end"),
                    new BadBytes(
                            "malformed UTF-8 in a value",
                            latin(head() + "foo:\u00e4\n\n\0"),
                            "header 'foo' of MESSAGE is malformed UTF-8"),
                    new BadBytes("malformed UTF-8 in a name", latin(head() + "f\u00e4:x\n\n\0"), "malformed UTF-8"),
                    message("header without colon", "foobar\n", "", "a header line of MESSAGE has no colon"),
                    message("header without name", ":foobar\n", "", "no name before its colon"),
                    message(
                            "ten thousand headers",
                            "a:b\n".repeat(10_000),
                            "",
                            "more than 1000 headers, the limit set by stomp.maxHeaders"),
                    text(
                            "a header line without end",
                            head() + "foo:" + "x".repeat(TOO_LONG),
                            "longer than 262144 bytes, the limit set by stomp.maxHeaderLine"),
                    text(
                            "a header's name without end",
                            head() + "x".repeat(TOO_LONG),
                            "longer than 262144 bytes, the limit set by stomp.maxHeaderLine"),
                    message(
                            "an announced body beyond the limit",
                            "content-length:100001\n",
                            "",
                            "more than 100000 bytes, the limit set by stomp.maxBody"),
                    text(
                            "a body beyond the limit",
                            head() + "\n" + "x".repeat(100_001),
                            "more than 100000 bytes, the limit set by stomp.maxBody"),
                    text("unknown command", "HELLO\n\n\0", UNKNOWN),
                    text("command in lower case", "message\n\n\0", UNKNOWN),
                    text("a command without end", "MESSAGE".repeat(1000), UNKNOWN),
                    text("another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n", UNKNOWN),
                    message(
                            "bare CR in a header's value",
                            "foo:a\rb\n",
                            "abc",
                            "a carriage return that no line feed follows"),
                    text("zeros", "\0\0\0\0", UNKNOWN),
                    text("a line of bare CR", head() + "\r\r\n\n\0", "has no colon"),
                    text("a client's command", "SEND\ndestination:/queue/q\n\nabc\0", "sent an unexpected SEND"),
                    text("CONNECTED once more", "CONNECTED\nversion:1.2\n\n\0", "sent an unexpected CONNECTED"),
                    text("a body on RECEIPT", "RECEIPT\nreceipt-id:1\n\nabc\0", "a body on RECEIPT"));
        }

        private String head() {
            return "MESSAGE\nsubscription:" + subscription + "\nmessage-id:1\ndestination:/queue/q\n";
        }

        private BadBytes message(String name, String headerLines, String body, String told) {
            return text(name, head() + headerLines + "\n" + body + "\0\n", told);
        }

        private static BadBytes text(String name, String text, String told) {
            return new BadBytes(name, text.getBytes(UTF_8), told);
        }

        private static byte[] latin(String text) {
            return text.getBytes(ISO_8859_1);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
