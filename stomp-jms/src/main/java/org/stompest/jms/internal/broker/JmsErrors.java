package org.stompest.jms.internal.broker;

import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.jms.dialect.Dialects;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompFrameException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.StompTimeoutException;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/** Turns exceptions of the wire library into those of JMS: the one place where that is done. Stateless. */
public final class JmsErrors {
    /** Error code: no connection, or it was lost. */
    public static final String CONNECTION = "STOMP-CONNECTION";
    /** Error code: a time-out passed; the outcome is not known. */
    public static final String TIMEOUT = "STOMP-TIMEOUT";
    /** Error code: something cannot be written as a STOMP frame. */
    public static final String FRAME = "STOMP-FRAME";
    /** Error code: the peer broke the protocol. */
    public static final String PROTOCOL = "STOMP-PROTOCOL";
    /** Error code: the thread was interrupted. */
    public static final String INTERRUPTED = "STOMP-INTERRUPTED";
    /** Error code: another connection has the client id. */
    public static final String CLIENT_ID = "STOMP-CLIENT-ID";
    /** Error code: the broker refused the connection, or TLS did. */
    public static final String SECURITY = "STOMP-SECURITY";

    private JmsErrors() {}

    /**
     * Converts.
     *
     * @param e what the wire library threw
     * @param doing what failed, such as "cannot send to queue://x"
     * @param dialect knows what the broker's ERROR means; null while it is not known
     * @return an exception of the right class, with {@code e} as its cause
     */
    public static JMSException of(StompException e, String doing, BrokerDialect dialect) {
        StompFrame error = e.refusal().flatMap(refusal -> refusal.errorFrame()).orElse(null);
        JMSException result = error != null && dialect != null
                ? dialect.toException(error, doing)
                : new JMSException(doing + ": " + e.getMessage(), code(e));
        if (result.getCause() == null) {
            result.initCause(e);
            result.setLinkedException(e);
        }
        return result;
    }

    /**
     * Tells a doubt, where there is one.
     *
     * @param failure made of {@code e}
     * @param e why a frame was not confirmed
     * @return the failure; if the broker may have processed the frame, one that says so
     */
    public static JMSException inDoubtIfSent(JMSException failure, StompException e) {
        return e.mayHaveReachedBroker() && e.refusal().isEmpty() ? inDoubt(failure) : failure;
    }

    /**
     * Tells a doubt.
     *
     * @param why it is not known
     * @return an exception that says so
     */
    public static JMSException inDoubt(JMSException why) {
        return caused(
                new JMSException(why.getMessage() + "; it is not known whether it was done", why.getErrorCode()), why);
    }

    /**
     * Converts what ended an attempt to connect. What a broker refuses CONNECT for is nearly always the credentials, or the
     * client id. Where TLS refuses the broker, or it this client, that is a matter of security too.
     *
     * @param e what the wire library threw
     * @return an exception of the right class, with {@code e} as its cause
     * @throws JMSException if a dialect cannot be loaded
     */
    public static JMSException connecting(StompException e) throws JMSException {
        StompFrame error = e.refusal().flatMap(refusal -> refusal.errorFrame()).orElse(null);
        boolean versions = error != null && error.headers().contains(StompHeaderNames.VERSION);
        String text = "cannot connect: " + e.getMessage();
        if (error != null && Dialects.meanClientIdInUse(error)) {
            return caused(new InvalidClientIDException(text, CLIENT_ID), e);
        }
        if (error == null && isRefusedByTls(e)) {
            return caused(new JMSSecurityException(text, SECURITY), e);
        }
        return caused(
                error != null && !versions
                        ? new JMSSecurityException(text + "; check user name and password", SECURITY)
                        : new JMSException(text, code(e)),
                e);
    }

    private static boolean isRefusedByTls(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof SSLHandshakeException || link instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    private static String code(StompException e) {
        if (e instanceof StompTimeoutException) {
            return TIMEOUT;
        }
        if (e instanceof StompConnectionException) {
            return CONNECTION;
        }
        return e instanceof StompFrameException ? FRAME : PROTOCOL;
    }

    /**
     * Adds a cause.
     *
     * @param e gets it
     * @param cause why
     * @param <E> the exception's type
     * @return {@code e}
     */
    public static <E extends JMSException> E caused(E e, Exception cause) {
        e.initCause(cause);
        e.setLinkedException(cause);
        return e;
    }

    /**
     * Tells whether the broker has answered with an ERROR, rather than not at all.
     *
     * @param e of {@link #of}
     * @return whether it was refused
     */
    static boolean isRefusal(JMSException e) {
        return e.getCause() instanceof StompException cause
                && cause.refusal().flatMap(StompProtocolException::errorFrame).isPresent();
    }
}
