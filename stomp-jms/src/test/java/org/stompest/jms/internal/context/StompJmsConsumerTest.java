package org.stompest.jms.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageListener;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stompest.jms.fake.Recorder;
import org.stompest.jms.fake.Samples;
import org.stompest.jms.internal.consumer.BodyReceiver;

class StompJmsConsumerTest {
    private final Recorder<MessageConsumer> classic = Recorder.of(MessageConsumer.class, BodyReceiver.class);
    private final JMSConsumer consumer = new StompJmsConsumer(classic.proxy());
    private final Recorder<MessageConsumer> withoutHook = Recorder.of(MessageConsumer.class);
    private final JMSConsumer simple = new StompJmsConsumer(withoutHook.proxy());

    @TestFactory
    Stream<DynamicTest> methodIsForwarded() {
        return Stream.of(JMSConsumer.class.getMethods())
                .filter(method -> !method.getName().startsWith("receiveBody"))
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> {
                    Object answer = Samples.of(method.getReturnType());
                    classic.returning(method.getName(), answer);
                    Object[] arguments = Samples.of(method.getParameterTypes());

                    assertThat(method.invoke(consumer, arguments)).isEqualTo(answer);
                    assertThat(classic.argumentsOf(method.getName())).containsExactly(arguments);
                }));
    }

    @TestFactory
    Stream<DynamicTest> methodOfAClosedConsumerThrowsTheUncheckedTwin() {
        return Stream.of(JMSConsumer.class.getMethods())
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> {
                    classic.fail(new IllegalStateException("closed"));

                    assertThatExceptionOfType(InvocationTargetException.class)
                            .isThrownBy(() -> method.invoke(consumer, Samples.of(method.getParameterTypes())))
                            .havingCause()
                            .isExactlyInstanceOf(IllegalStateRuntimeException.class);
                }));
    }

    @Test
    void listenerCanBeTakenAway() {
        consumer.setMessageListener((MessageListener) null);

        assertThat(classic.argumentsOf("setMessageListener")).containsExactly((Object) null);
    }

    @Test
    void bodyIsReceivedByTheConsumerItself() {
        classic.returning("receiveBody", "text");

        assertThat(consumer.receiveBody(String.class)).isEqualTo("text");
        assertThat(classic.argumentsOf("receiveBody")).containsExactly(String.class, BodyReceiver.FOREVER);

        assertThat(consumer.receiveBody(String.class, 0)).isEqualTo("text");
        assertThat(classic.argumentsOf("receiveBody")).containsExactly(String.class, BodyReceiver.FOREVER);

        assertThat(consumer.receiveBody(String.class, 250)).isEqualTo("text");
        assertThat(classic.argumentsOf("receiveBody")).containsExactly(String.class, 250L);

        assertThat(consumer.receiveBody(String.class, -250)).isEqualTo("text");
        assertThat(classic.argumentsOf("receiveBody")).containsExactly(String.class, BodyReceiver.NO_WAIT);

        assertThat(consumer.receiveBodyNoWait(String.class)).isEqualTo("text");
        assertThat(classic.argumentsOf("receiveBody")).containsExactly(String.class, BodyReceiver.NO_WAIT);
        assertThat(classic.callNames()).containsOnly("receiveBody");
    }

    @Test
    void bodyOfAnotherTypeIsRefused() {
        classic.throwing("receiveBody", new MessageFormatException("a map"));

        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> consumer.receiveBody(String.class));
    }

    @Test
    void bodyOfNoTypeIsRefusedBeforeAnythingIsReceived() {
        assertThatExceptionOfType(MessageFormatRuntimeException.class).isThrownBy(() -> consumer.receiveBody(null));
        assertThat(classic.calls()).isEmpty();
    }

    @Test
    void consumerWithoutTheHookReceivesAndConverts() {
        Message message =
                Recorder.of(Message.class).returning("getBody", "text").proxy();
        for (String method : List.of("receive", "receiveNoWait")) {
            withoutHook.returning(method, message);
        }

        assertThat(simple.receiveBody(String.class)).isEqualTo("text");
        assertThat(withoutHook.argumentsOf("receive")).isEmpty();
        assertThat(simple.receiveBody(String.class, 250)).isEqualTo("text");
        assertThat(withoutHook.argumentsOf("receive")).containsExactly(250L);
        assertThat(simple.receiveBodyNoWait(String.class)).isEqualTo("text");
        assertThat(withoutHook.callNames()).endsWith("receiveNoWait");
    }

    @Test
    void noMessageHasNoBody() {
        assertThat(simple.receiveBodyNoWait(String.class)).isNull();
    }

    @Test
    void messageWithoutABodyIsRefused() {
        withoutHook.returning(
                "receive",
                Recorder.of(Message.class).returning("getJMSMessageID", "ID:7").proxy());

        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> simple.receiveBody(String.class))
                .withMessageContaining("ID:7");
    }
}
