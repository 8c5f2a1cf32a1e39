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
import org.stompest.jms.dialect.SubscriptionRequest;
import org.stompest.jms.internal.consumer.ClientFilter;
import org.stompest.jms.internal.consumer.ConsumerHost;
import org.stompest.jms.internal.consumer.JmsQueueBrowser;
import org.stompest.jms.internal.consumer.SubscriptionFeed;
import org.stompest.jms.internal.message.ForeignMessages;
import org.stompest.jms.internal.selector.Selector;

/** The queue browsers of a session. Used by the session's thread and by whoever closes the session. */
final class SessionBrowsers {
    /** A browser acknowledges nothing, so what it may see must all fit into its window. */
    private static final int WINDOW = 1_000_000;

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
        owner.temporaryDestinations().checkSend(destination);
        Optional<String> translated = Optional.empty();
        if (selector != null && !selector.isBlank()) {
            Selector.parse(selector);
            translated = Optional.of(owner.link().dialect().translateSelector(selector, destination));
        }
        SubscriptionRequest request = new SubscriptionRequest(
                destination, translated, false, Optional.empty(), false, false, owner.clientId(), WINDOW, true);
        JmsQueueBrowser browser = new JmsQueueBrowser(host, new Feeds(request), queue, selector);
        open.add(browser);
        return browser;
    }

    void closeAll() throws JMSException {
        for (JmsQueueBrowser browser : List.copyOf(open)) {
            browser.close();
        }
    }

    private final class Feeds implements JmsQueueBrowser.Feeds {
        private final SubscriptionRequest request;

        Feeds(SubscriptionRequest request) {
            this.request = request;
        }

        @Override
        public SubscriptionFeed open() throws JMSException {
            ClientFilter filter = new ClientFilter(
                    Optional.empty(), Optional.empty(), owner.options().localMessageExpiry());
            SubscriptionFeed feed = new SubscriptionFeed(host, request, request, filter);
            feed.subscribe();
            return feed;
        }

        @Override
        public void close(SubscriptionFeed feed) {
            owner.link().awaitUnsubscribed(feed.unsubscribe());
        }

        @Override
        public void closed(JmsQueueBrowser browser) {
            open.remove(browser);
        }
    }
}
