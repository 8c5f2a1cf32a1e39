package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.io.InvalidClassException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class ObjectMessageTest {
    private final JmsObjectMessage message = new JmsObjectMessage(MessageContext.DEFAULT);

    static Stream<Object> harmless() {
        return Stream.of(
                "text", 1, 2L, 'c', true, 1.5, new int[] {1, 2}, new String[][] {{"a"}, {"b"}}, new Object[] {1});
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void harmlessClassesNeedNoPermission(Object object) throws JMSException {
        message.setObject((Serializable) object);
        assertThat(((JmsObjectMessage) Wire.roundTrip(message)).getObject()).isEqualTo(object);
    }

    @Test
    void nothingElseIsDeserializedByDefault() throws JMSException {
        message.setObject(new ArrayList<>(List.of("x")));
        JmsObjectMessage received = (JmsObjectMessage) Wire.roundTrip(message);
        assertThatThrownBy(received::getObject)
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("java.util.ArrayList")
                .hasMessageContaining("jms.deserializationPolicy.allowList");
        assertThatThrownBy(() -> received.getBody(Serializable.class)).isInstanceOf(MessageFormatException.class);
        assertThat(received.isBodyAssignableTo(Serializable.class)).isFalse();
    }

    @Test
    void whatIsNestedIsJudgedToo() throws JMSException {
        message.setObject(new ArrayList<>(List.of(new Order(1))));
        JmsObjectMessage received =
                (JmsObjectMessage) Wire.roundTrip(message, allowing(List.of("java.util"), List.of()));
        assertThatThrownBy(received::getObject)
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(Order.class.getName());
        assertThat(Order.read).as("orders deserialized").hasValue(0);
    }

    @Test
    void aListedPackageOrClassIsDeserialized() throws JMSException {
        Map<String, List<Order>> orders = new HashMap<>(Map.of("a", new ArrayList<>(List.of(new Order(1)))));
        message.setObject((Serializable) orders);
        for (List<String> allowed : List.of(
                List.of("java.util", "org.stompest"),
                List.of("java.util.*", ObjectMessageTest.class.getName()),
                List.of("java.util.HashMap", "java.util.Map", "java.util.ArrayList", Order.class.getName()),
                List.of("*"))) {
            JmsObjectMessage received = (JmsObjectMessage) Wire.roundTrip(message, allowing(allowed, List.of()));
            assertThat(received.getObject()).as("allowed: %s", allowed).isEqualTo(orders);
        }
        Order.read.set(0);
    }

    @Test
    void theDenyListWins() throws JMSException {
        message.setObject(new BigDecimal("1.5"));
        MessageContext context = allowing(List.of("*"), List.of("java.math"));
        JmsObjectMessage received = (JmsObjectMessage) Wire.roundTrip(message, context);
        assertThatThrownBy(received::getObject).hasMessageContaining("java.math.BigDecimal");
        message.setObject("text");
        JmsObjectMessage text = (JmsObjectMessage) Wire.roundTrip(message, allowing(List.of(), List.of("*")));
        assertThat(text.getObject()).as("a string is no class that is resolved").isEqualTo("text");
    }

    @Test
    void aPackageIsNoPrefixOfAName() {
        DeserializationPolicy policy = new DeserializationPolicy(List.of("org.acme"), List.of("org.acme.bad"));
        assertThat(policy.allows("org.acme.Order")).isTrue();
        assertThat(policy.allows("org.acme.sub.Order$Line")).isTrue();
        assertThat(policy.allows("org.acmeother.Order")).isFalse();
        assertThat(policy.allows("org.acme.bad.Order")).isFalse();
        assertThat(policy.allows("org.acme.badger.Order")).isTrue();
    }

    @Test
    void anObjectIsSerializedWhenItIsSet() throws JMSException {
        ArrayList<String> list = new ArrayList<>(List.of("before"));
        message.setObject(list);
        list.add("after");
        assertThat(message.getObject()).as("our own needs no permission").isEqualTo(List.of("before"));
        JmsObjectMessage received = (JmsObjectMessage) Wire.roundTrip(message, allowing(List.of("*"), List.of()));
        assertThat(received.getObject()).isEqualTo(List.of("before"));
    }

    @Test
    void everybodyWhoAsksGetsACopy() throws JMSException {
        message.setObject(new ArrayList<>(List.of("x")));
        JmsObjectMessage received = (JmsObjectMessage) Wire.roundTrip(message, allowing(List.of("*"), List.of()));
        for (JmsObjectMessage each : List.of(message, received)) {
            assertThat(each.isBodyAssignableTo(List.class)).isTrue();
            ((List<?>) each.getObject()).clear();
            each.getBody(ArrayList.class).clear();
            assertThat(each.getObject()).isEqualTo(List.of("x"));
        }
    }

    @Test
    void whatCannotBeSerializedIsAFormatException() {
        ArrayList<Object> list = new ArrayList<>(List.of(new Object()));
        assertThatThrownBy(() -> message.setObject(list)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void nullIsNoBody() throws JMSException {
        message.setObject(null);
        JmsObjectMessage received = (JmsObjectMessage) Wire.roundTrip(message);
        assertThat(received.getObject()).isNull();
        assertThat(received.getBody(Integer.class)).isNull();
        assertThat(received.isBodyAssignableTo(Integer.class)).isTrue();
    }

    @Test
    void aReceivedObjectIsReadOnlyUntilCleared() throws JMSException {
        message.setObject("old");
        JmsObjectMessage received = (JmsObjectMessage) Wire.roundTrip(message);
        assertThatThrownBy(() -> received.setObject("new")).isInstanceOf(MessageNotWriteableException.class);
        received.clearBody();
        received.setObject("new");
        assertThat(received.getObject()).isEqualTo("new");
    }

    @Test
    void aClassThatIsNotThereIsNamed() throws JMSException {
        message.setObject(new Order(1));
        byte[] bytes = message.body().toBytes();
        String gone = Order.class.getName().replace("Order", "Ardor");
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace(Order.class.getName(), gone);
        StompHeaders headers = StompHeaders.of("message-id", "1,1", "JMS_STOMP_BodyType", "object");
        StompFrame frame = StompFrame.of(StompCommand.MESSAGE, headers, text.getBytes(StandardCharsets.ISO_8859_1));
        JmsObjectMessage received = (JmsObjectMessage) Wire.read(frame, Wire.QUEUE, allowing(List.of("*"), List.of()));
        assertThatThrownBy(received::getObject)
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(gone);
    }

    @Test
    void aMapThatClaimsABillionPlacesIsRefused() throws JMSException {
        message.setObject(new HashMap<>(Map.of("a", 1)));
        byte[] bytes = message.body().toBytes();
        for (int i = 0; i + 8 < bytes.length; i++) {
            if (bytes[i] == 0x77 && bytes[i + 1] == 8) {
                bytes[i + 6] = 0x3f; // the highest byte of the number of mappings
            }
        }
        StompHeaders headers = StompHeaders.of("message-id", "1,1", "JMS_STOMP_BodyType", "object");
        JmsObjectMessage received = (JmsObjectMessage) Wire.read(
                StompFrame.of(StompCommand.MESSAGE, headers, bytes), Wire.QUEUE, allowing(List.of("*"), List.of()));
        assertThatThrownBy(received::getObject)
                .isInstanceOf(MessageFormatException.class)
                .hasRootCauseInstanceOf(InvalidClassException.class)
                .hasMessageContaining("claims arrays larger than");
    }

    private static MessageContext allowing(List<String> allowed, List<String> denied) {
        return new MessageContext(new DeserializationPolicy(allowed, denied), true);
    }

    record Order(int number) implements Serializable {
        static final AtomicInteger read = new AtomicInteger();

        Order {
            if (StackWalker.getInstance()
                    .walk(s -> s.anyMatch(f -> f.getClassName().contains("ObjectInputStream")))) {
                read.incrementAndGet();
            }
        }
    }
}
