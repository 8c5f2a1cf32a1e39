package org.stompest.jms.jndi;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;

/** Turns the entries of an environment into what is bound. Used once, by one thread. */
final class ContextEntries {
    private static final Set<String> FACTORY_PREFIXES =
            Set.of("connectionfactory", "queueconnectionfactory", "topicconnectionfactory");
    private static final String DEFAULT_FACTORY = "ConnectionFactory";

    private final Map<String, Object> entries;
    private final PropertyExpander expander;
    private final NamingTree tree = new NamingTree();
    private boolean anyFactory;

    ContextEntries(Map<String, Object> entries) {
        this.entries = entries;
        this.expander = PropertyExpander.ofProcess(entries);
    }

    NamingTree bind() throws NamingException {
        tree.bindDynamic("dynamicQueues", StompQueue::new);
        tree.bindDynamic("dynamicTopics", StompTopic::new);
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            int dot = entry.getKey().indexOf('.');
            if (dot > 0 && entry.getValue() instanceof String text) {
                bind(
                        entry.getKey(),
                        entry.getKey().substring(0, dot),
                        entry.getKey().substring(dot + 1),
                        text);
            }
        }
        String url = text(Context.PROVIDER_URL);
        if ((url != null || !anyFactory) && !tree.isBound(DEFAULT_FACTORY)) {
            tree.bind(Context.PROVIDER_URL, DEFAULT_FACTORY, factory(url));
        }
        return tree;
    }

    private void bind(String key, String prefix, String name, String text) throws NamingException {
        if (FACTORY_PREFIXES.contains(prefix.toLowerCase(Locale.ROOT))) {
            tree.bind(key, name, factory(required(key, text)));
            anyFactory = true;
        } else if (prefix.equals("queue")) {
            tree.bind(key, name, new StompQueue(required(key, text)));
        } else if (prefix.equals("topic")) {
            tree.bind(key, name, new StompTopic(required(key, text)));
        }
    }

    private StompConnectionFactory factory(String uri) throws NamingException {
        StompConnectionFactory factory = new StompConnectionFactory(uri);
        String principal = text(Context.SECURITY_PRINCIPAL);
        if (principal != null) {
            factory.setUsername(principal);
        }
        String credentials = text(Context.SECURITY_CREDENTIALS);
        if (credentials != null) {
            factory.setPassword(credentials);
        }
        return factory;
    }

    /** The text of an entry, or null where there is none. */
    private String text(String key) throws NamingException {
        Object value = entries.get(key);
        if (value instanceof char[] characters) {
            return new String(characters);
        }
        return value instanceof String text ? expander.expand(key, text) : null;
    }

    private String required(String key, String text) throws NamingException {
        String value = expander.expand(key, text).strip();
        if (value.isEmpty()) {
            throw new ConfigurationException(
                    "the entry '" + key + "' is empty: a connection factory needs a URI such as"
                            + " tcp://host:61613, a queue or topic the name that the broker knows");
        }
        return value;
    }
}
