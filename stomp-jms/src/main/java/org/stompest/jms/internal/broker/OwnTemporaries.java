package org.stompest.jms.internal.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.stompest.jms.StompDestination;

/** Tells the temporary destinations of one connection from those of others, by how their names begin. Usable from any thread. */
final class OwnTemporaries implements Predicate<StompDestination> {
    private final Set<String> prefixes = ConcurrentHashMap.newKeySet(1);

    /** Counts as own from now on what begins like this. */
    void add(String prefix) {
        prefixes.add(prefix);
    }

    @Override
    public boolean test(StompDestination destination) {
        if (!destination.isTemporary()) {
            return false;
        }
        for (String prefix : prefixes) {
            if (destination.name().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
