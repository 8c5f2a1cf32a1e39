package org.stompest.jms.jndi;

import java.util.Iterator;
import javax.naming.NamingEnumeration;

/** An enumeration over what is in memory. Not thread-safe. */
final class Listing<T> implements NamingEnumeration<T> {
    private final Iterator<T> items;

    Listing(Iterator<T> items) {
        this.items = items;
    }

    @Override
    public T next() {
        return items.next();
    }

    @Override
    public boolean hasMore() {
        return items.hasNext();
    }

    @Override
    public T nextElement() {
        return next();
    }

    @Override
    public boolean hasMoreElements() {
        return hasMore();
    }

    /** Does nothing: there is nothing to be released. */
    @Override
    public void close() {}
}
