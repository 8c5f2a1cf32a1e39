package org.stompest.wire.session;

import java.util.HashSet;
import java.util.Set;
import org.stompest.wire.StompProtocolException;

/** The transactions of a session that were begun and are not over. Not thread-safe. */
final class OpenTransactions {
    private final boolean checked;
    private final Set<String> ids = new HashSet<>();

    OpenTransactions(boolean checked) {
        this.checked = checked;
    }

    void begin(String id) {
        if (!ids.add(id) && checked) {
            throw new StompProtocolException("the transaction '" + id + "' was begun already");
        }
    }

    void end(String id) {
        checkBegun(id);
        ids.remove(id);
    }

    void checkBegun(String id) {
        if (checked && !ids.contains(id)) {
            throw new StompProtocolException("the transaction '" + id + "' was not begun");
        }
    }

    void clear() {
        ids.clear();
    }

    Set<String> all() {
        return Set.copyOf(ids);
    }
}
