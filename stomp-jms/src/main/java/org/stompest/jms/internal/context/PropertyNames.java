package org.stompest.jms.internal.context;

import jakarta.jms.Message;
import java.util.AbstractSet;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The names of a message's properties as a set that follows the message. Its owner hides what would modify it. */
final class PropertyNames extends AbstractSet<String> {
    private final Message message;

    PropertyNames(Message message) {
        this.message = message;
    }

    @Override
    public Iterator<String> iterator() {
        return snapshot().iterator();
    }

    @Override
    public int size() {
        return snapshot().size();
    }

    private Set<String> snapshot() {
        return JmsRuntimeExceptions.call(() -> {
            Set<String> names = new LinkedHashSet<>();
            for (Enumeration<?> each = message.getPropertyNames(); each.hasMoreElements(); ) {
                names.add((String) each.nextElement());
            }
            return names;
        });
    }
}
