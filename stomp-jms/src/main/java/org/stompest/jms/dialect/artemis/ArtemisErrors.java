package org.stompest.jms.dialect.artemis;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
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

/**
 * The ERROR frames of Artemis as exceptions of JMS, told apart by the codes in their text. Two of the codes stand for
 * several reasons that the broker tells only to its own log; the text of the exception names them.
 */
final class ArtemisErrors {
    private static final Pattern CODE = Pattern.compile("AMQ\\d{6}");
    private static final int LONGEST_TEXT = 300;

    /** Where the broker begins to print the refused message with all its properties. */
    private static final String DUMP = " CoreMessage[";

    /** The answer to whatever comes between an ERROR and the close that follows it. */
    private static final String NOT_VALID = "AMQ339010";

    private ArtemisErrors() {}

    static boolean meansEnd(StompFrame error) {
        return error.headers().getOrDefault(StompHeaderNames.MESSAGE, "").contains(NOT_VALID);
    }

    static JMSException toException(StompFrame error, String doing) {
        String text = shortened(error.header(StompHeaderNames.MESSAGE));
        if (text.isEmpty()) {
            text = shortened(error.bodyText());
        }
        Matcher matcher = CODE.matcher(text);
        String code = matcher.find() ? matcher.group() : null;
        String reason = doing + ": " + (text.isEmpty() ? "the broker gave no reason" : text);
        return code == null ? withoutCode(text, reason) : withCode(code, reason);
    }

    private static JMSException withoutCode(String text, String reason) {
        if (text.startsWith("Security Error occurred")) {
            return new JMSSecurityException(reason);
        }
        return text.startsWith("Invalid selector") ? new InvalidSelectorException(reason) : new JMSException(reason);
    }

    private static JMSException withCode(String code, String reason) {
        return switch (code) {
            case "AMQ229031", "AMQ229032", "AMQ229213" -> new JMSSecurityException(reason, code);
            case "AMQ339016" ->
                new JMSSecurityException(
                        reason
                                + " (the broker's log tells why; mostly the user may not consume from the destination or create"
                                + " the queue of a subscription)",
                        code);
            case "AMQ339011" ->
                new ResourceAllocationException(
                        reason
                                + " (the broker's log tells why; mostly the address is full or the user may not send to it)",
                        code);
            case "AMQ229102", "AMQ229119", "AMQ229200" -> new ResourceAllocationException(reason, code);
            case "AMQ229020" -> new InvalidSelectorException(reason, code);
            case "AMQ229017", "AMQ229203", "AMQ229216", "AMQ339001", "AMQ339041" ->
                new InvalidDestinationException(reason, code);
            case "AMQ339013" ->
                new TransactionRolledBackException(
                        reason + " (one of its messages was refused, or was sent before)", code);
            case "AMQ339017" ->
                new IllegalStateException(reason + " (a durable subscription with a consumer cannot be deleted)", code);
            case "AMQ339027" -> new InvalidClientIDException(reason, code);
            default -> new JMSException(reason, code);
        };
    }

    private static String shortened(String text) {
        if (text == null) {
            return "";
        }
        String line = text.strip().lines().findFirst().orElse("").strip();
        int dump = line.indexOf(DUMP);
        String told = dump < 0 ? line : line.substring(0, dump);
        return told.length() <= LONGEST_TEXT ? told : told.substring(0, LONGEST_TEXT) + "...";
    }
}
