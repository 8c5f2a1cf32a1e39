package org.stompest.jms.internal.connection;

import jakarta.jms.InvalidClientIDException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stompest.wire.client.StompUri;

/**
 * The client ids that open connections of this JVM use, by brokers: two connections must not have the same one (JMS 3.1, 6.1.2),
 * and a broker may not notice. Usable from any thread.
 */
final class ClientIds {
    private static final Set<String> IN_USE = ConcurrentHashMap.newKeySet();

    private ClientIds() {}

    /** Takes an id into use. */
    static void take(StompUri uri, String clientId) throws InvalidClientIDException {
        if (!IN_USE.add(key(uri, clientId))) {
            throw new InvalidClientIDException("the client id '" + clientId + "' is in use by another open connection");
        }
    }

    /** Gives an id back. */
    static void giveBack(StompUri uri, String clientId) {
        IN_USE.remove(key(uri, clientId));
    }

    private static String key(StompUri uri, String clientId) {
        return uri.brokers().stream()
                        .map(broker -> broker.address().toString())
                        .sorted()
                        .toList() + " " + clientId;
    }
}
