package org.stompest.jms.internal.consumer;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.jms.internal.message.JmsMessage;
import org.stompest.wire.connection.Deadline;

/**
 * Shows a queue without taking from it (JMS 3.1, 8.9), where the broker has no browser: each enumeration subscribes, acknowledges
 * nothing, and gives everything back, in order and uncounted, when it has come to its end or the browser is closed. Other
 * consumers do not see the messages meanwhile. The end is where no more message comes within a moment.
 *
 * <p>Threads: used by the session's; state of the subscription is guarded by the session's lock.
 */
public final class JmsQueueBrowser implements QueueBrowser {
    private static final Logger LOG = LoggerFactory.getLogger(JmsQueueBrowser.class);

    /** How long without another message means the end. */
    private static final long END_MILLIS = 200;

    /** Makes feeds and ends them. */
    public interface Feeds {
        /**
         * Subscribes anew.
         *
         * @return a feed of all that is in the queue
         * @throws JMSException if the broker refuses
         */
        SubscriptionFeed open() throws JMSException;

        /**
         * Gives everything back.
         *
         * @param feed of {@link #open()}
         */
        void close(SubscriptionFeed feed);

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
    private final String selector;
    private final Set<Messages> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Makes a browser.
     *
     * @param host the session
     * @param feeds makes subscriptions
     * @param queue what is looked at
     * @param selector as the application gave it; null, empty or blank for none
     */
    public JmsQueueBrowser(ConsumerHost host, Feeds feeds, Queue queue, String selector) {
        this.host = host;
        this.feeds = feeds;
        this.queue = queue;
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

    private final class Messages implements Enumeration<Message> {
        private final SubscriptionFeed feed;
        private Message next;
        private boolean ended;

        Messages(SubscriptionFeed feed) {
            this.feed = feed;
        }

        @Override
        public boolean hasMoreElements() {
            if (next == null && !ended) {
                next = look();
                if (next == null) {
                    end();
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

        private Message look() {
            Deadline deadline = Deadline.inNanos(TimeUnit.MILLISECONDS.toNanos(END_MILLIS));
            Delivery seen;
            host.lock().lock();
            try {
                seen = feed.look();
                while (seen == null && !closed && feed.refusal() == null && !deadline.passed()) {
                    feed.arrived().awaitNanos(deadline.leftNanos());
                    seen = feed.look();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.debug("browsing {} was interrupted: that is taken for its end", queue);
                return null;
            } finally {
                host.lock().unlock();
            }
            if (seen == null) {
                return null;
            }
            JmsMessage message = host.message(feed, seen);
            message.delivered(seen.count() + 1);
            message.acknowledger(null);
            return message;
        }

        void end() {
            if (!ended) {
                ended = true;
                open.remove(this);
                feeds.close(feed);
            }
        }
    }
}
