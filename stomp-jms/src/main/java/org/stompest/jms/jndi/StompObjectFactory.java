package org.stompest.jms.jndi;

import java.util.Collection;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;
import org.stompest.jms.internal.naming.References;
import org.stompest.wire.options.NearestNames;

/**
 * Lets a container make connection factories, queues and topics from its own configuration, in either of two forms:
 *
 * <ul>
 *   <li>a {@link Reference} (Tomcat, Liberty, and what {@code getReference} made), whose class name says what is wanted:
 *       {@code jakarta.jms.ConnectionFactory} and its queue and topic kind, {@code jakarta.jms.Queue},
 *       {@code jakarta.jms.Topic}, or this provider's classes
 *   <li>no reference, but an environment (WildFly), in which {@code className} or {@code type} says the same
 * </ul>
 *
 * <p>A factory is set up by {@code brokerURI} (also {@code brokerURL}, {@code uri}, {@code url}) and the options of
 * {@code docs/configuration.md} by name, without {@code jms.} if you like; a destination by {@code physicalName} (also
 * {@code name}). What containers add of their own is ignored; what merely resembles an option is ignored with a warning.
 *
 * <p>Stateless; usable from any thread. Nothing is connected to, and no URL is followed.
 */
public final class StompObjectFactory implements ObjectFactory {
    private static final Logger LOG = LoggerFactory.getLogger(StompObjectFactory.class);

    private static final Set<String> FACTORIES = Set.of(
            "jakarta.jms.ConnectionFactory",
            "jakarta.jms.QueueConnectionFactory",
            "jakarta.jms.TopicConnectionFactory",
            StompConnectionFactory.class.getName());
    private static final Set<String> QUEUES = Set.of("jakarta.jms.Queue", StompQueue.class.getName());
    private static final Set<String> TOPICS = Set.of("jakarta.jms.Topic", StompTopic.class.getName());

    private static final List<String> TYPE_KEYS = List.of("className", "type");
    private static final List<String> URI_KEYS = List.of("brokerURI", "brokerURL", "uri", "url");
    private static final List<String> NAME_KEYS = List.of("physicalName", "name");

    /** What is no property of a factory, though it may look like one. */
    private static final Set<String> OF_CONTAINERS = Set.of(
            "singleton",
            "scope",
            "auth",
            "factory",
            "closeMethod",
            "description",
            "forceString",
            "className",
            "type",
            "name");

    private static final Collection<String> PROPERTIES = List.of(
            "brokerURI",
            "username",
            "password",
            "clientID",
            "dialect",
            "prefetch",
            "requestTimeout",
            "sendTimeout",
            "closeTimeout",
            "forceAsyncSend",
            "forceSyncSend",
            "repeatInDoubt",
            "maxUnconfirmedSends",
            "maxUnconfirmedBytes",
            "maxRedeliveries",
            "deadLetterQueue",
            "initialRedeliveryDelay",
            "redeliveryDelay",
            "redeliveryBackOff",
            "redeliveryBackOffMultiplier",
            "maximumRedeliveryDelay",
            "transactionBytes",
            "deserializationAllowList",
            "deserializationDenyList",
            "deserializationMaxDepth",
            "deserializationMaxBytes",
            "validatePropertyNames",
            "localMessageExpiry",
            "localMessagePriority");

    /** Made by JNDI. */
    public StompObjectFactory() {}

    /**
     * Makes an object.
     *
     * @param object a reference; or null or a text, then the environment counts
     * @param name not looked at
     * @param context not looked at
     * @param environment the properties, where there is no reference
     * @return a factory, a queue or a topic; null if something is asked for that is none of JMS
     * @throws NamingException if something of JMS is asked for that cannot be made; it says why
     */
    @Override
    public Object getObjectInstance(Object object, Name name, Context context, Hashtable<?, ?> environment)
            throws NamingException {
        if (object instanceof Reference reference) {
            return make(reference.getClassName(), References.properties(reference));
        }
        if (environment == null || object != null && !(object instanceof String)) {
            return null;
        }
        Map<String, String> properties = new LinkedHashMap<>();
        environment.forEach((key, value) -> {
            if (key instanceof String property && value instanceof String text) {
                properties.put(property, text);
            }
        });
        String type = first(properties, TYPE_KEYS);
        return make(type == null && first(properties, URI_KEYS) != null ? factoryType() : type, properties);
    }

    private static Object make(String type, Map<String, String> properties) throws NamingException {
        if (type == null) {
            return null;
        }
        if (FACTORIES.contains(type)) {
            return factory(properties);
        }
        if (QUEUES.contains(type)) {
            return new StompQueue(destination(type, properties));
        }
        if (TOPICS.contains(type)) {
            return new StompTopic(destination(type, properties));
        }
        if (type.startsWith("jakarta.jms.") || type.startsWith("org.stompest.")) {
            throw new ConfigurationException("no " + type + " can be made; there are jakarta.jms.ConnectionFactory,"
                    + " QueueConnectionFactory, TopicConnectionFactory, Queue and Topic");
        }
        return null;
    }

    private static StompConnectionFactory factory(Map<String, String> properties) throws NamingException {
        StompConnectionFactory factory = new StompConnectionFactory(first(properties, URI_KEYS));
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String name = property.getKey();
            if (StompConnectionFactory.hasOption(name)) {
                factory.setOption(name, property.getValue());
            } else if (!URI_KEYS.contains(name) && !OF_CONTAINERS.contains(name)) {
                warnOfMisspelling(name);
            }
        }
        return factory;
    }

    private static void warnOfMisspelling(String name) {
        List<String> nearest = NearestNames.of(name, PROPERTIES);
        if (nearest.isEmpty()) {
            LOG.debug("The property {} of a connection factory is none of this provider and ignored", name);
        } else {
            LOG.warn(
                    "The property {} of a connection factory is ignored; did you mean {}?",
                    name,
                    String.join(" or ", nearest));
        }
    }

    private static String destination(String type, Map<String, String> properties) throws NamingException {
        String name = first(properties, NAME_KEYS);
        if (name == null || name.isBlank()) {
            throw new ConfigurationException(
                    "a " + type + " needs the property physicalName: what the broker calls the destination");
        }
        return name;
    }

    private static String factoryType() {
        return StompConnectionFactory.class.getName();
    }

    private static String first(Map<String, String> properties, List<String> keys) {
        return keys.stream()
                .map(properties::get)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }
}
