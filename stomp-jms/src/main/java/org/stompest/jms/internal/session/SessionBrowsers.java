package org.stompest.jms.internal.session;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stompest.jms.StompDestination;
import org.stompest.jms.internal.consumer.BrowseFeed;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.JmsQueueBrowser;
import org.stompest.jms.internal.message.ForeignMessages;
import org.stompest.jms.internal.selector.Selector;

/** The queue browsers of a session. Used by the session's thread and by whoever closes the session. */
final class SessionBrowsers {
    private final SessionOwner owner;
    private final ConsumerHost host;
    private final Set<JmsQueueBrowser> open = ConcurrentHashMap.newKeySet();

    SessionBrowsers(SessionOwner owner, ConsumerHost host) {
        this.owner = owner;
        this.host = host;
    }

    QueueBrowser create(Queue queue, String selector) throws JMSException {
        StompDestination destination = ForeignMessages.destination(queue);
        if (destination == null) {
            throw new InvalidDestinationException("no queue to browse");
        }
        owner.temporaryDestinations().checkConsumer(destination);
        Optional<String> translated = Optional.empty();
        if (selector != null && !selector.isBlank()) {
            Selector.parse(selector);
            translated = Optional.of(owner.link().dialect().translateSelector(selector, destination));
        }
        JmsQueueBrowser browser = new JmsQueueBrowser(
                host, new Feeds(destination, translated), queue, destination, translated.isPresent() ? selector : null);
        open.add(browser);
        return browser;
    }

    void closeAll() throws JMSException {
        for (JmsQueueBrowser browser : List.copyOf(open)) {
            browser.close();
        }
    }

    private final class Feeds implements JmsQueueBrowser.Feeds {
        private final StompDestination queue;
        private final Optional<String> selector;

        Feeds(StompDestination queue, Optional<String> selector) {
            this.queue = queue;
            this.selector = selector;
        }

        @Override
        public BrowseFeed open() throws JMSException {
            BrowseFeed feed =
                    new BrowseFeed(host, queue, selector, owner.options().localMessageExpiry());
            owner.temporaryDestinations().addConsumer(queue);
            boolean begun = false;
            try {
                feed.open();
                begun = true;
                return feed;
            } finally {
                if (!begun) {
                    closed(feed);
                }
            }
        }

        @Override
        public void closed(BrowseFeed feed) {
            owner.temporaryDestinations().removeConsumer(queue);
        }

        @Override
        public void closed(JmsQueueBrowser browser) {
            open.remove(browser);
        }
    }
}
