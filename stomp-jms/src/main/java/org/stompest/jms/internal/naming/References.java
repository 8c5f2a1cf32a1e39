package org.stompest.jms.internal.naming;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.naming.RefAddr;
import javax.naming.Reference;

/** Turns properties into a reference and back. Stateless. */
public final class References {
    private static final String OBJECT_FACTORY = "org.stompest.jms.jndi.StompObjectFactory";

    private References() {}

    /**
     * Makes a reference that the provider's object factory resolves.
     *
     * @param type the class that it refers to
     * @param properties what makes an equal object
     * @return the reference; its text shows no value
     */
    public static Reference of(Class<?> type, Map<String, String> properties) {
        Reference reference = new Reference(type.getName(), OBJECT_FACTORY, null);
        properties.forEach((name, value) -> reference.add(new MaskedRefAddr(name, value)));
        return reference;
    }

    /**
     * Reads the properties of a reference, whoever made it.
     *
     * @param reference the reference
     * @return those properties whose content is text, in their order
     */
    public static Map<String, String> properties(Reference reference) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (RefAddr address : Collections.list(reference.getAll())) {
            if (address.getContent() instanceof String text) {
                properties.put(address.getType(), text);
            }
        }
        return properties;
    }
}
