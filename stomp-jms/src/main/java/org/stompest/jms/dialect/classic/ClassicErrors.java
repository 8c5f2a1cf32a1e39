package org.stompest.jms.dialect.classic;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/**
 * The ERROR frames of Classic as exceptions of JMS. Their body is a Java stack trace: its first line names the class of the
 * exception in the broker, and nothing else of it is shown.
 */
final class ClassicErrors {
    private static final int LONGEST_TEXT = 300;

    private static final String SHARED =
            " (a shared durable one is a queue Consumer.NAME.VirtualTopic.*, which only an administrator can delete)";

    private static final String WAITED = "waiting for space";
    private static final String FULL =
            " (the destination is full, and the broker lets no message of a transaction wait for room)";

    private ClassicErrors() {}

    /** {@return whether a message of a transaction waited for room, which the broker refuses when there is room again} */
    static boolean isFull(StompFrame error) {
        return String.valueOf(error.header(StompHeaderNames.MESSAGE)).contains(WAITED);
    }

    static boolean isOfClass(String name, StompFrame error) {
        return name.equals(classOf(firstLine(error.bodyText())));
    }

    static JMSException toException(StompFrame error, String doing) {
        String firstLine = firstLine(error.bodyText());
        String thrown = classOf(firstLine);
        String text = firstLine(error.header(StompHeaderNames.MESSAGE));
        if (text.isEmpty()) {
            text = firstLine;
        }
        String reason = doing + ": " + (text.isEmpty() ? "the broker gave no reason" : text);
        return ofClass(thrown, text, reason);
    }

    private static JMSException ofClass(String thrown, String text, String reason) {
        switch (thrown) {
            case "InvalidSelectorException":
                return new InvalidSelectorException(reason, thrown);
            case "InvalidDestinationException":
                return new InvalidDestinationException(
                        text.startsWith("No durable subscription") ? reason + SHARED : reason, thrown);
            case "DestinationDoesNotExistException":
                return new InvalidDestinationException(reason + ": it does not exist", thrown);
            case "InvalidClientIDException":
                return new InvalidClientIDException(reason, thrown);
            case "ResourceAllocationException":
                return new ResourceAllocationException(reason, thrown);
            case "TransactionRolledBackException":
                return new TransactionRolledBackException(reason, thrown);
            case "SecurityException", "JMSSecurityException":
                return new JMSSecurityException(reason, thrown);
            default:
                return ofText(thrown, text, reason);
        }
    }

    private static JMSException ofText(String thrown, String text, String reason) {
        String code = thrown.isEmpty() ? null : thrown;
        if (text.contains("not authorized") || text.startsWith("User name [")) {
            return new JMSSecurityException(reason, code);
        }
        if (text.startsWith("Durable consumer is in use")) {
            return new IllegalStateException(reason, code);
        }
        if (text.contains("does not exist") || text.contains("Illegal destination name")) {
            return new InvalidDestinationException(reason, code);
        }
        if (text.contains(WAITED)) {
            return new ResourceAllocationException(reason + FULL, code);
        }
        return new JMSException(reason, code);
    }

    /** {@return the simple name of the class before the first colon of a stack trace, empty if there is none} */
    private static String classOf(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        return name.matches("[\\w.$]+(Exception|Error)") ? name.substring(name.lastIndexOf('.') + 1) : "";
    }

    private static String firstLine(String text) {
        if (text == null) {
            return "";
        }
        String line = text.strip().lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }
}
