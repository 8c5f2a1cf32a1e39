package org.stompest.jms.internal.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.connection.Deadline;

/**
 * The users who may not use the management of their brokers, as far as this JVM has tried: a refusal costs the broker a warning in
 * its log and the connection its socket, so nobody asks twice. Whoever gets the permission later has to start the application
 * again. A broker that only did not answer is asked again after a while. Usable from any thread.
 */
final class ManagementAccess {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementAccess.class);
    private static final int REMEMBERED = 10_000;
    private static final Map<User, Deadline> DENIED = new ConcurrentHashMap<>();

    private record User(String brokers, String login) {}

    private ManagementAccess() {}

    /**
     * Tells whether asking is of no use.
     *
     * @param brokers which brokers, as {@link BrokerLink#brokers()} says
     * @param login who asks, or null
     */
    static boolean isDenied(String brokers, String login) {
        Deadline until = DENIED.get(new User(brokers, login));
        return until != null && !until.passed();
    }

    /**
     * Remembers a refusal.
     *
     * @param brokers which brokers, as {@link BrokerLink#brokers()} says
     * @param login who asked, or null
     * @param until when asking makes sense again
     * @param why for the log
     */
    static void deny(String brokers, String login, Deadline until, String why) {
        if (DENIED.size() >= REMEMBERED) {
            DENIED.clear();
        }
        if (DENIED.put(new User(brokers, login), until) == null) {
            LOG.info(
                    "the management of {} cannot be used by {}: {}; a durable or shared subscription that another client has"
                            + " made or changed is not noticed",
                    brokers,
                    login == null ? "whoever gives no name" : login,
                    why);
        }
    }
}
