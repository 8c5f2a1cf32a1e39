package org.stompest.jms.internal.context;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.Map;

/** The unchecked twin of each checked exception of the API (JMS 3.1, 8.3). */
public final class JmsRuntimeExceptions {
    private interface Twin {
        JMSRuntimeException of(String message, String errorCode, Throwable cause);
    }

    private static final Map<Class<?>, Twin> TWINS = Map.ofEntries(
            Map.entry(JMSException.class, JMSRuntimeException::new),
            Map.entry(IllegalStateException.class, IllegalStateRuntimeException::new),
            Map.entry(InvalidClientIDException.class, InvalidClientIDRuntimeException::new),
            Map.entry(InvalidDestinationException.class, InvalidDestinationRuntimeException::new),
            Map.entry(InvalidSelectorException.class, InvalidSelectorRuntimeException::new),
            Map.entry(JMSSecurityException.class, JMSSecurityRuntimeException::new),
            Map.entry(MessageFormatException.class, MessageFormatRuntimeException::new),
            Map.entry(MessageNotWriteableException.class, MessageNotWriteableRuntimeException::new),
            Map.entry(ResourceAllocationException.class, ResourceAllocationRuntimeException::new),
            Map.entry(TransactionInProgressException.class, TransactionInProgressRuntimeException::new),
            Map.entry(TransactionRolledBackException.class, TransactionRolledBackRuntimeException::new));

    private JmsRuntimeExceptions() {}

    /**
     * Translates an exception. A subclass that has no twin gets that of its nearest superclass that has one.
     *
     * @param exception what was thrown; becomes the cause
     * @return the twin, with the same message and error code
     */
    public static JMSRuntimeException of(JMSException exception) {
        Class<?> type = exception.getClass();
        while (!TWINS.containsKey(type)) {
            type = type.getSuperclass();
        }
        return TWINS.get(type).of(exception.getMessage(), exception.getErrorCode(), exception);
    }

    static <T> T call(JmsCall<T> call) {
        try {
            return call.call();
        } catch (JMSException e) {
            throw of(e);
        }
    }

    static void run(JmsAction action) {
        call(() -> {
            action.run();
            return null;
        });
    }
}
