package org.stompest.jms.internal.consumer;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.stompest.jms.StompDestination;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.wire.frame.StompFrame;

/**
 * Shows a queue without taking from it (JMS 3.1, 4.1.6). Each enumeration is a {@link BrowseFeed} of its own, which ends where the
 * queue ends or when the browser is closed. Where the broker has no browser, other consumers do not see the messages meanwhile.
 *
 * <p>Threads: used by the session's; closed by any.
 */
public final class JmsQueueBrowser implements QueueBrowser {
    /** Makes feeds and hears of the end. */
    public interface Feeds {
        /**
         * Begins to look.
         *
         * @return a feed of all that is in the queue
         * @throws JMSException if the broker refuses
         */
        BrowseFeed open() throws JMSException;

        /**
         * A feed was closed.
         *
         * @param feed of {@link #open()}
         */
        void closed(BrowseFeed feed);

        /**
         * A browser has closed.
         *
         * @param browser which
         */
        void closed(JmsQueueBrowser browser);
    }

    private final ConsumerHost host;
    private final Feeds feeds;
    private final Queue queue;
    private final StompDestination destination;
    private final String selector;
    private final Set<Messages> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Makes a browser.
     *
     * @param host the session
     * @param feeds makes subscriptions
     * @param queue what is looked at, as the application named it
     * @param destination the same for this provider
     * @param selector as the application gave it; null, empty or blank for none
     */
    public JmsQueueBrowser(ConsumerHost host, Feeds feeds, Queue queue, StompDestination destination, String selector) {
        this.host = host;
        this.feeds = feeds;
        this.queue = queue;
        this.destination = destination;
        this.selector = selector == null || selector.isBlank() ? null : selector;
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        return queue;
    }

    @Override
    public String getMessageSelector() throws JMSException {
        checkOpen();
        return selector;
    }

    @Override
    public Enumeration<?> getEnumeration() throws JMSException {
        checkOpen();
        Messages messages = new Messages(feeds.open());
        open.add(messages);
        if (closed) { // while this began
            messages.end();
        }
        return messages;
    }

    private void checkOpen() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the browser of " + queue + " is closed");
        }
        host.checkUsable();
    }

    @Override
    public void close() throws JMSException {
        if (!closed) {
            closed = true;
            open.forEach(Messages::end);
            feeds.closed(this);
        }
    }

    /** What is in the queue. An enumeration that cannot be gone on with throws: it must not seem to be at its end. */
    private final class Messages implements Enumeration<Message> {
        private final BrowseFeed feed;
        private final AtomicBoolean ended = new AtomicBoolean();
        private Message next;

        Messages(BrowseFeed feed) {
            this.feed = feed;
        }

        @Override
        public boolean hasMoreElements() {
            if (next == null && !ended.get()) {
                try {
                    next = look();
                } catch (JMSException e) {
                    throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
                } finally {
                    if (next == null) {
                        end();
                    }
                }
            }
            return next != null;
        }

        @Override
        public Message nextElement() {
            if (!hasMoreElements()) {
                throw new NoSuchElementException("no more messages in " + queue);
            }
            Message element = next;
            next = null;
            return element;
        }

        private Message look() throws JMSException {
            StompFrame seen = feed.next();
            if (seen == null) {
                return null;
            }
            JmsMessage message = host.read(seen, destination);
            feed.deliveriesBefore(seen).ifPresent(before -> message.delivered(before + 1));
            return message;
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                open.remove(this);
                feed.close();
                feeds.closed(feed);
            }
        }
    }
}
