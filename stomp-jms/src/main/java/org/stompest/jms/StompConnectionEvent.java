package org.stompest.jms;

import jakarta.jms.JMSException;
import java.util.Optional;

/**
 * What has become of a connection.
 *
 * @param connection its name, which is unique in this JVM and part of the names of its threads, such as {@code stomp-3}
 * @param broker the address of the broker, as in the URI, such as {@code tcp://a:61613}
 * @param cause why, if that is not what one wishes for
 */
public record StompConnectionEvent(String connection, String broker, Optional<JMSException> cause) {}
