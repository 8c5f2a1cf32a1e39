package org.stompest.wire.session;

import java.util.HashSet;
import java.util.Set;
import org.stompest.wire.StompProtocolException;

/** The receipts that a session has asked for and not got yet. Not thread-safe. */
final class AwaitedReceipts {
    private final boolean checked;
    private final Set<String> ids = new HashSet<>();

    AwaitedReceipts(boolean checked) {
        this.checked = checked;
    }

    void request(String id) {
        if (!ids.add(id) && checked) {
            throw new StompProtocolException("the receipt '" + id + "' is awaited already");
        }
    }

    void arrived(String id) {
        if (!ids.remove(id) && checked) {
            throw new StompProtocolException("the server sent a receipt '" + id + "' that nobody awaits");
        }
    }

    void forget(String id) {
        ids.remove(id);
    }

    void clear() {
        ids.clear();
    }

    Set<String> all() {
        return Set.copyOf(ids);
    }
}
