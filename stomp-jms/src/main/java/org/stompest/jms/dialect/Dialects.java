package org.stompest.jms.dialect;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.stompest.jms.dialect.artemis.ArtemisDialect;
import org.stompest.jms.dialect.classic.ClassicDialect;
import org.stompest.wire.frame.StompFrame;

/**
 * Finds the dialect for a broker: those of this library, and those that the {@link ServiceLoader} finds in the thread's
 * context class loader and in the one that loaded this library. One of others comes before ours if it has the same name
 * or speaks to the same broker. Usable from any thread.
 */
public final class Dialects {
    private static final List<BrokerDialect> OURS = List.of(new ArtemisDialect(), new ClassicDialect());

    private Dialects() {}

    /**
     * Chooses a dialect.
     *
     * @param name what {@code jms.dialect} says, or null to go by the server
     * @param server the header {@code server} of CONNECTED, or null if there was none
     * @return the dialect
     * @throws JMSException if there is none of that name, or none for that server
     */
    public static BrokerDialect choose(String name, String server) throws JMSException {
        List<BrokerDialect> known = known();
        String announced = server == null ? "" : server;
        for (BrokerDialect dialect : known) {
            if (name == null ? dialect.speaksTo(announced) : dialect.name().equals(name.toLowerCase(Locale.ROOT))) {
                return dialect;
            }
        }
        String names = String.join(", ", known.stream().map(BrokerDialect::name).toList());
        throw new JMSException(
                name != null
                        ? "jms.dialect=" + name + ": there is no such dialect, known are: " + names
                        : "unknown broker: "
                                + (announced.isEmpty()
                                        ? "its CONNECTED has no header 'server'"
                                        : "server '" + announced + "'")
                                + "; say with the option jms.dialect how to speak to it, known are: " + names);
    }

    /**
     * Tells why CONNECT was refused, before it is known which broker that is.
     *
     * @param error the ERROR frame that answered CONNECT
     * @return whether some dialect takes it for a client id that is in use
     * @throws JMSException if a dialect cannot be loaded
     */
    public static boolean meanClientIdInUse(StompFrame error) throws JMSException {
        for (BrokerDialect dialect : known()) {
            if (dialect.meansClientIdInUse(error)) {
                return true;
            }
        }
        return false;
    }

    private static List<BrokerDialect> known() throws JMSException {
        Map<Class<?>, BrokerDialect> found = new LinkedHashMap<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            if (context != null) {
                ServiceLoader.load(BrokerDialect.class, context).forEach(d -> found.putIfAbsent(d.getClass(), d));
            }
            ServiceLoader.load(BrokerDialect.class, Dialects.class.getClassLoader())
                    .forEach(d -> found.putIfAbsent(d.getClass(), d));
        } catch (ServiceConfigurationError e) {
            JMSException failed = new JMSException("a broker dialect could not be loaded: " + e.getMessage());
            failed.initCause(e);
            throw failed;
        }
        List<BrokerDialect> all = new ArrayList<>(found.values());
        all.addAll(OURS);
        return all;
    }
}
