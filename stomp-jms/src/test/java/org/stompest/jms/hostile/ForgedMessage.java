package org.stompest.jms.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A MESSAGE for subscription 1 that is a frame, but says what no sender and no broker says.
 *
 * @param name the row of the matrix
 * @param bytes what comes
 */
record ForgedMessage(String name, byte[] bytes) {
    private static final String BARE = "subscription:1\n";
    private static final String IDENTIFIED = BARE + "message-id:a,77\nack:a,77\n";
    private static final String HEAD = IDENTIFIED + "destination:q\n";

    static List<ForgedMessage> all() {
        return List.of(
                text("no message-id", BARE + "ack:a\ndestination:q\n"),
                text("no ack", BARE + "message-id:a,77\ndestination:q\n"),
                text("no destination", IDENTIFIED),
                text("nothing but the subscription", BARE),
                text("empty message-id, ack and destination", BARE + "message-id:\nack:\ndestination:\n"),
                text("destination of a strange form", IDENTIFIED + "destination:queue://\n"),
                text("reply-to empty", HEAD + "reply-to:\n"),
                text("reply-to of a prefix alone", HEAD + "reply-to:temp-queue://\n"),
                text("reply-to of many prefixes", HEAD + "reply-to:/queue//topic/queue\\c//\n"),
                text("reply-to with commas and line feeds", HEAD + "reply-to:,,/queue/a\\n,\\r\\\\,topic\\c//x\n"),
                text("reply-to of blanks", HEAD + "reply-to:   \n"),
                text("reply-to that looks like JNDI", HEAD + "reply-to:ldap\\c//127.0.0.1\\c1/x\n"),
                text("priority no number", HEAD + "priority:abc\n"),
                text("priority negative", HEAD + "priority:-1\n"),
                text("priority beyond 9", HEAD + "priority:99\n"),
                text("priority beyond all", HEAD + "priority:99999999999999999999\n"),
                text("timestamp beyond 63 bits", HEAD + "timestamp:9223372036854775808\n"),
                text("our timestamp no number", HEAD + "JMS_STOMP_Timestamp:now\n"),
                text("expiry negative", HEAD + "expires:-5\n"),
                text("expiry no number", HEAD + "expires:tomorrow\n"),
                text("expiry beyond 63 bits", HEAD + "expires:99999999999999999999999\n"),
                text("delivery time no number", HEAD + "JMS_STOMP_DeliveryTime:\\n\n"),
                text("delivery mode nonsense", HEAD + "persistent:perhaps\nJMSDeliveryMode:7\n"),
                text("redelivered nonsense", HEAD + "redelivered:17\nJMSXDeliveryCount:-3\n"),
                text("headers of JMS as properties", HEAD + "JMSMessageID:x\nJMSPriority:x\nJMSDestination:y\n"),
                text("our message id empty", HEAD + "JMS_STOMP_MessageID:\n"),
                text("our message id without prefix", HEAD + "JMS_STOMP_MessageID:\\n\\c\\\\\n"),
                text("correlation id in no base 64", HEAD + "JMS_STOMP_CorrelationIDBytes:***\n"),
                text("group sequence no number", HEAD + "JMSXGroupSeq:x\n_AMQ_GROUP_SEQUENCE:y\n"),
                text("group sequence beyond 32 bits", HEAD + "JMSXGroupSeq:99999999999\n"),
                text("type table empty", HEAD + "JMS_STOMP_PropertyTypes:\nage:1\n"),
                text("type table of separators", HEAD + "JMS_STOMP_PropertyTypes:,,=,=,=i,,%2C=\nage:1\n"),
                text("type table with unknown types", HEAD + "JMS_STOMP_PropertyTypes:age=?,b=,c\nage:1\nb:1\nc:1\n"),
                text("type table that lies", HEAD + types("a=i,b=z,c=f,d=b") + "a:x\nb:x\nc:x\nd:999\n"),
                text("type table with half an escape", HEAD + types("a=e,%=i,%2=i") + "a:\\\\\n%:1\n%2:1\n"),
                text("type table of nulls that have headers", HEAD + types("a=n,=n,destination=n") + "a:x\n"),
                text("type table of 200,000 bytes", HEAD + types("a=n,".repeat(50_000))),
                text("type table of many nulls", HEAD + types(nulls(20_000))),
                text("a number of many digits", HEAD + types("a=d,b=j") + digits("a") + digits("b")),
                text("property without a name", HEAD + "JMS_STOMP_Property_:x\n"),
                text("pieces of long headers that do not fit", HEAD + "JMS_STOMP_Part_9999_a:x\nJMS_STOMP_Part__:y\n"),
                text("pieces of a header without a name", HEAD + "JMS_STOMP_Part_0_:x\nJMS_STOMP_Part_1_:y\n"),
                text("pieces of pieces", HEAD + "JMS_STOMP_Part_0_JMS_STOMP_Part_0_a:x\n"),
                text("pieces of the message's own headers", HEAD + "JMS_STOMP_Part_0_destination:x\n"),
                text("delay that Classic undoes", HEAD + "JMS_STOMP_Expires:x\nJMS_STOMP_Delay:y\nscheduledJobId:1\n"),
                text("headers with every escape", HEAD + "a\\c\\n\\r\\\\:\\c\\n\\r\\\\\n"),
                text("NUL in a header", HEAD + "a\0b:c\0d\n"),
                text("content-type of nothing", HEAD + "content-type:\n"),
                text("a type of body that there is not", HEAD + "JMS_STOMP_BodyType:gadget\n"),
                body("text that is no UTF-8", "text", bytes(0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80)),
                body("map of another format", "map", bytes(0x7f, 1, 2, 3)),
                body("map that ends in a name", "map", bytes(1, 5, 'a')),
                body("map that ends in a value", "map", bytes(1, 1, 'a', 6, 0)),
                body("map with a length of 2 GiB", "map", bytes(1, 0xff, 0xff, 0xff, 0xff, 0x07)),
                body("map with a length without end", "map", bytes(1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)),
                body("map with an unknown type", "map", bytes(1, 1, 'a', 0x7e)),
                body("map with names that are no UTF-8", "map", bytes(1, 2, 0xc3, 0x28, 0)),
                body("map with the same name often", "map", repeated(bytes(1), bytes(1, 'a', 0), 10_000)),
                body("stream that ends in a value", "stream", bytes(1, 7, 0)),
                body("stream with bytes of 2 GiB", "stream", bytes(1, 11, 0xff, 0xff, 0xff, 0xff, 0x07)),
                body("stream of maps in maps", "stream", repeated(bytes(1), bytes(12, 13), 100_000)),
                body("object of nothing", "object", new byte[0]),
                body("object that is none", "object", bytes(0xac, 0xed, 0, 5, 0x7f)),
                body("object that ends at once", "object", bytes(0xac, 0xed, 0, 5)),
                body("object that refers to nothing", "object", bytes(0xac, 0xed, 0, 5, 0x71, 0, 0x7e, 0, 9)),
                body("object of arrays in arrays", "object", repeated(bytes(0xac, 0xed, 0, 5), bytes(0x75), 50_000)),
                body("null text with a body", "text-null", bytes('x')),
                body("message without body with a body", "message", bytes('x')));
    }

    private static String types(String table) {
        return "JMS_STOMP_PropertyTypes:" + table + "\n";
    }

    private static String digits(String name) {
        return name + ":" + "9".repeat(100_000) + "\n";
    }

    private static String nulls(int count) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < count; i++) {
            table.append('p').append(i).append("=n,");
        }
        return table.toString();
    }

    private static byte[] repeated(byte[] head, byte[] part, int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head);
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static ForgedMessage text(String name, String headers) {
        return new ForgedMessage(name, frame(headers, "forged".getBytes(UTF_8)));
    }

    private static ForgedMessage body(String name, String type, byte[] body) {
        String headers = HEAD + "JMS_STOMP_BodyType:" + type + "\ncontent-length:" + body.length + "\n";
        return new ForgedMessage(name, frame(headers, body));
    }

    private static byte[] frame(String headers, byte[] body) {
        byte[] head = ("MESSAGE\n" + headers + "\n").getBytes(ISO_8859_1);
        byte[] frame = Arrays.copyOf(head, head.length + body.length + 1);
        System.arraycopy(body, 0, frame, head.length, body.length);
        return frame;
    }

    @Override
    public String toString() {
        return name;
    }
}
