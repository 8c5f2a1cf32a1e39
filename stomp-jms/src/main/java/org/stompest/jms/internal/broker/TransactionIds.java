package org.stompest.jms.internal.broker;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ids of the STOMP transactions of a connection. Used ones are given again, because a broker may keep
 * something for every id that it has seen, until the connection ends. Usable from any thread.
 */
public final class TransactionIds {
    private final ConcurrentLinkedQueue<String> free = new ConcurrentLinkedQueue<>();
    private final AtomicLong last = new AtomicLong();

    /** {@return an id that no open transaction of the connection has} */
    public String take() {
        String used = free.poll();
        return used != null ? used : "tx-" + last.incrementAndGet();
    }

    /**
     * Gives an id back.
     *
     * @param id of a transaction that has ended
     */
    public void giveBack(String id) {
        free.add(id);
    }
}
