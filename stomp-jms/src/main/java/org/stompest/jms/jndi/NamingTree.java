package org.stompest.jms.jndi;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import javax.naming.ConfigurationException;
import javax.naming.NamingException;
import org.stompest.wire.options.NearestNames;

/** What is bound in one context. Written by one thread while it is set up, read by any afterwards. */
final class NamingTree {
    private final SortedMap<String, Object> children = new TreeMap<>();
    private final Function<String, Object> dynamic;

    NamingTree() {
        this(null);
    }

    private NamingTree(Function<String, Object> dynamic) {
        this.dynamic = dynamic;
    }

    /**
     * Binds an object.
     *
     * @param key the entry that says so, for complaints
     * @param name where, with slashes between the subcontexts
     * @param object what
     */
    void bind(String key, String name, Object object) throws NamingException {
        NamingTree tree = this;
        String[] parts = name.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].isEmpty()) {
                throw new ConfigurationException(
                        "the entry '" + key + "' has no proper name: it is empty, or a part between slashes is");
            }
            if (i == parts.length - 1) {
                if (tree.dynamic != null || tree.children.putIfAbsent(parts[i], object) != null) {
                    throw taken(key, name);
                }
            } else if (tree.children.computeIfAbsent(parts[i], part -> new NamingTree())
                    instanceof NamingTree subtree) {
                tree = subtree;
            } else {
                throw taken(key, name);
            }
        }
    }

    /** Binds a subcontext that makes an object for whatever name it is asked for. */
    void bindDynamic(String name, Function<String, Object> maker) {
        children.put(name, new NamingTree(maker));
    }

    boolean isBound(String part) {
        return children.containsKey(part);
    }

    /** The object or subtree under one part of a name, or null. */
    Object child(String part) {
        return children.get(part);
    }

    SortedMap<String, Object> children() {
        return children;
    }

    /** How to make an object for any name, or null where only what is bound is there. */
    Function<String, Object> dynamic() {
        return dynamic;
    }

    /** The names that somebody probably meant, in words, for a complaint. */
    String suggestion(String name) {
        Collection<String> names = new TreeSet<>();
        collect("", names);
        Collection<String> nearest = NearestNames.of(name, names);
        if (!nearest.isEmpty()) {
            return "did you mean " + String.join(" or ", nearest) + "?";
        }
        return (names.isEmpty() ? "nothing is bound here" : "bound are " + String.join(", ", names))
                + "; a destination without an entry is found as dynamicQueues/NAME or dynamicTopics/NAME";
    }

    private void collect(String prefix, Collection<String> names) {
        for (Map.Entry<String, Object> child : children.entrySet()) {
            if (child.getValue() instanceof NamingTree subtree) {
                subtree.collect(prefix + child.getKey() + "/", names);
            } else {
                names.add(prefix + child.getKey());
            }
        }
    }

    private static NamingException taken(String key, String name) {
        return new ConfigurationException("the entry '" + key + "' cannot be bound: '" + name
                + "' or a part of it is already the name of something else");
    }
}
