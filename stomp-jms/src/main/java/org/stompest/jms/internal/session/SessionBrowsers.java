package org.stompest.jms.internal.session;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(SessionBrowsers.class);

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
        Optional<Selector> parsed =
                selector == null || selector.isBlank() ? Optional.empty() : Optional.of(Selector.parse(selector));
        Optional<String> translated = parsed.flatMap(own -> atBroker(own, destination));
        SubscriptionRequest request = new SubscriptionRequest(
                destination, translated, false, Optional.empty(), false, false, owner.clientId(), WINDOW, true);
        JmsQueueBrowser browser = new JmsQueueBrowser(
                host, new Feeds(request, translated.isPresent() ? Optional.empty() : parsed), queue, selector);
        open.add(browser);
        return browser;
    }

    /** Translates a selector for the broker. What that cannot evaluate is left to the client, as nothing is taken here. */
    private Optional<String> atBroker(Selector selector, StompDestination destination) {
        try {
            return Optional.of(owner.link().dialect().translateSelector(selector.text(), destination));
        } catch (JMSException untranslatable) {
            LOG.debug("the selector of a browser is applied by the client: {}", untranslatable.getMessage());
            return Optional.empty();
        }
    }

    void closeAll() throws JMSException {
        for (JmsQueueBrowser browser : List.copyOf(open)) {
            browser.close();
        }
    }

    private final class Feeds implements JmsQueueBrowser.Feeds {
        private final SubscriptionRequest request;
        private final Optional<Selector> own;

        Feeds(SubscriptionRequest request, Optional<Selector> own) {
            this.request = request;
            this.own = own;
        }

        @Override
        public SubscriptionFeed open() throws JMSException {
            ClientFilter filter =
                    new ClientFilter(own, Optional.empty(), owner.options().localMessageExpiry());
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
