package org.stompest.jms.jndi;

import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/**
 * Makes a read-only context out of its environment, which JNDI fills from {@code jndi.properties}:
 *
 * <ul>
 *   <li>{@code connectionfactory.NAME=URI} binds a {@link org.stompest.jms.StompConnectionFactory}; the prefixes
 *       {@code queueconnectionfactory} and {@code topicconnectionfactory} do the same, all three in any case
 *   <li>{@code queue.NAME=...} and {@code topic.NAME=...} bind destinations; a name with slashes lies in subcontexts
 *   <li>{@code dynamicQueues/X} and {@code dynamicTopics/X} are destinations that need no entry
 *   <li>{@code java.naming.provider.url} is the URI of a factory named {@code ConnectionFactory}, unless that has an entry of
 *       its own; without any factory it is {@code tcp://localhost:61613}
 *   <li>{@code java.naming.security.principal} and {@code java.naming.security.credentials} are set as username and password
 *       of every factory
 * </ul>
 *
 * <p>In values {@code ${name}} and {@code ${name:-default}} stand for a system property, else a variable of the process's
 * environment, else another entry. A malformed URI is complained about when a connection is created; anything else that is
 * malformed when the context is made, as a {@link javax.naming.ConfigurationException} that names the entry.
 */
public final class StompInitialContextFactory implements InitialContextFactory {
    /** Made by JNDI. */
    public StompInitialContextFactory() {}

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        Map<String, Object> properties = new TreeMap<>();
        if (environment != null) {
            environment.forEach((key, value) -> properties.put(String.valueOf(key), value));
        }
        return new ReadOnlyContext(new ContextEntries(properties).bind(), "", properties);
    }
}
