package org.stompest.jms.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.jms.dialect.Dialects;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

class JmsErrorsTest {
    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of(new StompConnectionException("lost", null), JmsErrors.CONNECTION),
                Arguments.of(new StompTimeoutException("late"), JmsErrors.TIMEOUT),
                Arguments.of(new StompFrameException("too long"), JmsErrors.FRAME),
                Arguments.of(new StompProtocolException("what"), JmsErrors.PROTOCOL));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyExceptionOfTheWireHasItsCodeAndStaysTheCause(StompException wire, String code) throws JMSException {
        JMSException e = JmsErrors.of(wire, "cannot send to queue://x", Dialects.choose("artemis", null));

        assertThat(e)
                .hasMessage("cannot send to queue://x: " + wire.getMessage())
                .hasCause(wire);
        assertThat(e.getErrorCode()).isEqualTo(code);
        assertThat(e.getLinkedException()).isSameAs(wire);
    }

    @Test
    void anErrorToConnectIsAboutCredentialsUnlessItNamesVersions() throws JMSException {
        assertThat(JmsErrors.connecting(refusal(StompHeaders.of("message", "no"))))
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageContaining("password");
        assertThat(JmsErrors.connecting(refusal(StompHeaders.of("message", "no", "version", "1.0"))))
                .isNotInstanceOf(JMSSecurityException.class);
    }

    @Test
    void aClientIdInUseIsToldAsSuch() throws JMSException {
        StompFrame error = StompFrame.of(
                StompCommand.ERROR,
                StompHeaders.of("message", "Client: me already connected"),
                "jakarta.jms.InvalidClientIDException: Client: me already connected".getBytes(StandardCharsets.UTF_8));

        assertThat(JmsErrors.connecting(new StompProtocolException("refused: Client: me already connected", error)))
                .isInstanceOf(InvalidClientIDException.class)
                .hasMessageContaining("already connected");
    }

    private static StompProtocolException refusal(StompHeaders headers) {
        return new StompProtocolException("refused", StompFrame.of(StompCommand.ERROR, headers));
    }
}
