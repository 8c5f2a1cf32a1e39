package org.stompest.jms.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.io.Serializable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextMessageTest {
    private final JmsTextMessage message = new JmsTextMessage(MessageContext.DEFAULT);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "plain", "\u00e4\u20ac\ud83d\ude00", "line\r\nline\n", "with\0nul", "a: b\\c"})
    void textArrivesAsItWasSent(String text) throws JMSException {
        message.setText(text);
        JmsMessage received = Wire.roundTrip(message);
        assertThat(received).isInstanceOf(JmsTextMessage.class);
        assertThat(((JmsTextMessage) received).getText()).isEqualTo(text);
        assertThat(received.getBody(String.class)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud83d", "?\ude00?", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void aTextWithHalfASurrogatePairIsRefusedAndNotChanged(String text) throws JMSException {
        message.setText(text);
        assertThat(message.getText()).isEqualTo(text);
        assertThatThrownBy(() -> Wire.roundTrip(message))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("the text of the message holds half a surrogate pair at index");
    }

    @Test
    void aReceivedTextIsReadOnlyUntilCleared() throws JMSException {
        message.setText("old");
        JmsTextMessage received = (JmsTextMessage) Wire.roundTrip(message);
        assertThatThrownBy(() -> received.setText("new")).isInstanceOf(MessageNotWriteableException.class);
        received.clearBody();
        assertThat(received.getText()).isNull();
        received.setText("new");
        assertThat(((JmsTextMessage) Wire.roundTrip(received)).getText()).isEqualTo("new");
    }

    @Test
    void aReceivedTextIsForwardedWithoutBeingDecoded() throws JMSException {
        message.setText("same");
        JmsTextMessage received = (JmsTextMessage) Wire.roundTrip(message);
        assertThat(received.body().array()).isSameAs(message.body().array());
        assertThat(((JmsTextMessage) Wire.roundTrip(received)).getText()).isEqualTo("same");
    }

    @Test
    void theBodyIsAString() throws JMSException {
        message.setText("x");
        for (Class<?> type : new Class<?>[] {String.class, CharSequence.class, Serializable.class, Object.class}) {
            assertThat(message.isBodyAssignableTo(type)).isTrue();
            assertThat(message.getBody(type)).isEqualTo("x");
        }
        assertThat(message.isBodyAssignableTo(Integer.class)).isFalse();
        assertThatThrownBy(() -> message.getBody(Integer.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void withoutTextThereIsNoBody() throws JMSException {
        assertThat(message.isBodyAssignableTo(Integer.class)).isTrue();
        assertThat(message.getBody(Integer.class)).isNull();
    }
}
