package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** Whatever goes into properties, maps and streams comes out again; whatever comes in, nothing but JMS exceptions go out. */
class MessageRoundTripTest {
    private static final MessageContext ANY_NAME = new MessageContext(DeserializationPolicy.DEFAULT, false);

    @Property(tries = 300)
    void properties(@ForAll("properties") Map<String, Object> properties) throws JMSException {
        JmsMessage message = new JmsPlainMessage(ANY_NAME);
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        JmsMessage received = Wire.roundTrip(message);
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            assertThat(received.getObjectProperty(property.getKey())).isEqualTo(property.getValue());
        }
        assertThat(Collections.list(received.getPropertyNames()))
                .containsAll(properties.keySet())
                .hasSize(properties.size() + 1);
    }

    @Property(tries = 300)
    void map(@ForAll("entries") Map<String, Object> entries) throws JMSException {
        JmsMapMessage message = new JmsMapMessage(MessageContext.DEFAULT);
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            message.setObject(entry.getKey(), entry.getValue());
        }
        JmsMapMessage received = (JmsMapMessage) Wire.roundTrip(message);
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            assertThat(received.getObject(entry.getKey())).isEqualTo(entry.getValue());
        }
        assertThat(Collections.list(received.getMapNames())).containsExactlyInAnyOrderElementsOf(entries.keySet());
    }

    @Property(tries = 300)
    void stream(@ForAll("values") List<Object> values) throws JMSException {
        JmsStreamMessage message = new JmsStreamMessage(MessageContext.DEFAULT);
        for (Object value : values) {
            message.writeObject(value);
        }
        JmsStreamMessage received = (JmsStreamMessage) Wire.roundTrip(message);
        for (Object value : values) {
            assertThat(received.readObject()).isEqualTo(value);
        }
    }

    @Property(tries = 500)
    void anyBytesAsMapOrStream(@ForAll byte[] body, @ForAll boolean map) {
        byte[] formatted = body.clone();
        if (formatted.length > 0) {
            formatted[0] = ValueWriter.FORMAT;
        }
        StompHeaders headers = StompHeaders.of("message-id", "1,1", "JMS_STOMP_BodyType", map ? "map" : "stream");
        JmsMessage message =
                Wire.read(StompFrame.of(StompCommand.MESSAGE, headers, formatted), Wire.QUEUE, MessageContext.DEFAULT);
        try {
            if (message instanceof JmsMapMessage read) {
                read.getMapNames();
            } else {
                while (true) {
                    ((JmsStreamMessage) message).readObject();
                }
            }
        } catch (JMSException expected) {
            assertThat(expected).isInstanceOfAny(MessageFormatException.class, MessageEOFException.class);
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> properties() {
        Arbitrary<String> names = text().filter(name -> !name.isEmpty() && name.indexOf('\0') < 0);
        return Arbitraries.maps(names, propertyValue()).ofMaxSize(8);
    }

    @Provide
    Arbitrary<Map<String, Object>> entries() {
        return Arbitraries.maps(text().filter(name -> !name.isEmpty()), bodyValue())
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Object>> values() {
        return bodyValue().list().ofMaxSize(12);
    }

    private static Arbitrary<Object> propertyValue() {
        return Arbitraries.oneOf(
                        text().asGeneric(),
                        Arbitraries.of(true, false).asGeneric(),
                        Arbitraries.bytes().asGeneric(),
                        Arbitraries.shorts().asGeneric(),
                        Arbitraries.integers().asGeneric(),
                        Arbitraries.longs().asGeneric(),
                        Arbitraries.floats().asGeneric(),
                        Arbitraries.doubles().asGeneric())
                .injectNull(0.1);
    }

    private static Arbitrary<Object> bodyValue() {
        return Arbitraries.oneOf(
                propertyValue(),
                Arbitraries.chars().asGeneric(),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).asGeneric());
    }

    /** Half of a surrogate pair has no UTF-8. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .ofMaxLength(200)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }
}
