package org.stompest.jms.dialect.artemis;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/** The ERROR frames of Artemis as exceptions of JMS, told apart by the codes in their text. */
final class ArtemisErrors {
    private static final Pattern CODE = Pattern.compile("AMQ\\d{6}");

    private ArtemisErrors() {}

    static JMSException toException(StompFrame error, String doing) {
        String text = firstLine(error.header(StompHeaderNames.MESSAGE));
        if (text.isEmpty()) {
            text = firstLine(error.bodyText());
        }
        Matcher matcher = CODE.matcher(text);
        String code = matcher.find() ? matcher.group() : null;
        String reason = doing + ": " + (text.isEmpty() ? "the broker gave no reason" : text);
        if (code == null) {
            return new JMSException(reason);
        }
        return switch (code) {
            case "AMQ229031", "AMQ229032", "AMQ229213", "AMQ339016" -> new JMSSecurityException(reason, code);
            case "AMQ229020" -> new InvalidSelectorException(reason, code);
            case "AMQ229017", "AMQ229203", "AMQ229209", "AMQ339001" -> new InvalidDestinationException(reason, code);
            case "AMQ339011", "AMQ229102", "AMQ229119" -> new ResourceAllocationException(reason, code);
            case "AMQ339013" -> new TransactionRolledBackException(reason, code);
            default -> new JMSException(reason, code);
        };
    }

    private static String firstLine(String text) {
        if (text == null) {
            return "";
        }
        String stripped = text.strip();
        int end = stripped.indexOf('\n');
        return end < 0 ? stripped : stripped.substring(0, end).strip();
    }
}
