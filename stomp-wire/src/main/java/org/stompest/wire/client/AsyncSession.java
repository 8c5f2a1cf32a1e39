package org.stompest.wire.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompHeaders;
import org.stompest.wire.session.ServerInfo;

/**
 * What an asynchronous client does between one {@code connect()} and its end.
 *
 * <p>States: connecting, connected (with or without a connection at a given moment), leaving, over; the last two are entered
 * once each, by whoever comes first. Threads: any.
 */
final class AsyncSession implements ClientLink.Receiver, Delivery.Host {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncSession.class);

    private final ClientOptions options;
    private final AsyncSubscriptions subscriptions;
    private final KeptSubscriptions kept;
    private final ClientThreads threads;
    private final Completions completions;
    private final Backlog backlog;
    private final ClientLink link;
    private final Outbox outbox;
    private final Deliveries deliveries;
    private final Command.Means means;

    /** Why the session is leaving, or null; empty if that was asked for, and nothing has failed since. */
    private final AtomicReference<Optional<Throwable>> leaving = new AtomicReference<>();

    private final CompletableFuture<Void> over = new CompletableFuture<>(); // the client's own
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final CompletableFuture<Void> disconnected = new CompletableFuture<>();

    AsyncSession(
            StompUri uri,
            ClientOptions options,
            ClientEvents events,
            ClientThreads threads,
            AsyncSubscriptions subscriptions) {
        this.options = options;
        this.threads = threads;
        this.subscriptions = subscriptions;
        this.kept = new KeptSubscriptions(subscriptions.all());
        this.completions = new Completions(threads);
        this.backlog = new Backlog(options);
        this.link = new ClientLink(uri, options, events, backlog, this);
        this.outbox =
                new Outbox(link, threads, completions, options, uri.reconnect().timeout());
        this.deliveries = new Deliveries(options.concurrency(), backlog, threads);
        this.means = new Command.Means(link, backlog, completions, options.receiptTimeout());
    }

    // ---- the beginning

    CompletableFuture<ServerInfo> connect() {
        CompletableFuture<ServerInfo> connected = new CompletableFuture<>();
        threads.runOwn(() -> {
            try {
                link.open();
                kept.make(link::subscribe, link::unsubscribe);
                ServerInfo server = link.current().server();
                outbox.start();
                completions.execute(() -> connected.complete(server));
            } catch (Throwable e) { // whatever it is, somebody waits for the future
                Optional<Throwable> asked = leaving.get(); // whoever asked has not failed
                StompException why = asked == null ? wrapped(e) : closed();
                abandon(why, asked == null ? Optional.of(why) : asked);
                completions.execute(() -> connected.completeExceptionally(why));
            }
        });
        return connected;
    }

    private void abandon(StompException forCommands, Optional<Throwable> why) {
        deliveries.stop();
        deliveries.drop(message -> true);
        link.close(Duration.ZERO, why.map(AsyncSession::wrapped));
        end(forCommands, why);
    }

    // ---- what comes

    @Override
    public void onMessage(StompMessage message) {
        HandledSubscription subscription = subscriptions.get(message.subscription());
        if (subscription != null) {
            deliveries.offer(new Delivery(message, subscription, this));
        }
    }

    @Override
    public void onInterrupted(StompConnection lost) {
        deliveries.drop(message ->
                message.connection() == lost && !message.subscription().acknowledgesItself());
        outbox.interrupted();
    }

    @Override
    public void onRestored() {
        outbox.wake();
    }

    @Override
    public void onRefused(StompSubscription subscription, StompProtocolException why) {
        forget(subscription);
    }

    @Override
    public void onFailed(StompException why) {
        deliveries.stop();
        deliveries.drop(message -> !message.subscription().acknowledgesItself());
        end(why, Optional.of(why));
    }

    // ---- commands

    <T> CompletableFuture<T> submit(Function<Command.Means, Command<T>> command) {
        return outbox.submit(command.apply(means));
    }

    CompletableFuture<Void> write(Draft draft, StompConnection pinned, boolean confirmed) {
        return submit(m -> new FrameCommand(m, draft, pinned, confirmed));
    }

    CompletableFuture<StompSubscription> subscribe(
            String destination, StompHeaders headers, SubscribeOptions how, MessageHandler handler) {
        if (leaving.get() != null) {
            return CompletableFuture.failedFuture(
                    new StompConnectionException("the client is disconnecting: no more subscriptions", null));
        }
        return submit(m -> new SubscribeCommand(m, subscriptions, destination, headers, how, handler));
    }

    CompletableFuture<Void> unsubscribe(StompSubscription subscription, StompHeaders headers) {
        if (!forget(subscription)) {
            return CompletableFuture.failedFuture(
                    new StompProtocolException("the " + subscription + " is none of this client, or has ended"));
        }
        return kept.end(subscription, headers)
                ? CompletableFuture.completedFuture(null)
                : submit(m -> new UnsubscribeCommand(m, subscription, headers));
    }

    private boolean forget(StompSubscription subscription) {
        boolean known = subscriptions.remove(subscription);
        deliveries.drop(message -> message.subscription() == subscription);
        return known;
    }

    CompletableFuture<Void> acknowledge(
            StompMessage message,
            boolean positive,
            AsyncTransaction transaction,
            StompHeaders headers,
            boolean confirmed) {
        message.settled();
        String id = transaction == null ? null : transaction.id();
        return write(
                Draft.small(() -> Acknowledgement.frame(message, positive, id, headers)),
                message.connection(),
                confirmed);
    }

    // ---- what deliveries need

    @Override
    public void run(Runnable task) {
        threads.run(task);
    }

    @Override
    public CompletableFuture<Void> acknowledge(StompMessage message) {
        return acknowledge(message, true, null, StompHeaders.empty(), false);
    }

    @Override
    public CompletableFuture<Void> forward(StompMessage message, Throwable failure, String destination) {
        StompConnection from = message.connection();
        Draft draft = new Draft(
                () -> FailedMessage.send(message.frame(), from.server().version(), failure, destination),
                message.frame().bodyLength());
        return write(draft, from, true);
    }

    @Override
    public void giveUp(StompMessage message, Throwable failure) {
        LOG.warn(
                "a message of the {} could not be handled, and nobody takes care of it: the client takes leave",
                message.subscription(),
                failure);
        leave(Optional.of(failure), options.disconnectTimeout());
    }

    // ---- the end

    /** {@return completed when the session is over; the client's own, on which nothing of the application's hangs} */
    CompletableFuture<Void> over() {
        return over;
    }

    ClientLink link() {
        return link;
    }

    boolean isOver() {
        return over.isDone();
    }

    /** {@return completed when the session is over, exceptionally with why unless that was asked for} */
    CompletableFuture<Void> disconnected() {
        return disconnected;
    }

    /**
     * Takes leave in good order.
     *
     * @param why a failure that is the reason; empty if it is asked for
     * @param timeout how long handlers are waited for, what is to be written, and the receipt; zero asks for none
     * @return completed when the session is over
     */
    CompletableFuture<Void> leave(Optional<Throwable> why, Duration timeout) {
        boolean first = leaving.getAndUpdate(known -> known == null || known.isEmpty() ? why : known) == null;
        if (first && !isOver()) {
            long limit = timeout.toMillis();
            CompletableFuture<Void> handled = deliveries.stop();
            deliveries.drop(message -> true);
            backlog.end();
            handled.copy()
                    .completeOnTimeout(null, limit, TimeUnit.MILLISECONDS)
                    .thenComposeAsync(none -> whatWaits(limit), threads::runOwn)
                    .whenCompleteAsync((none, failure) -> sayGoodbye(timeout), threads::runOwn);
        }
        return left;
    }

    /** What was asked for before is still written, where a connection stands. */
    private CompletionStage<Void> whatWaits(long limit) {
        return submit(BarrierCommand::new).completeOnTimeout(null, limit, TimeUnit.MILLISECONDS);
    }

    private void sayGoodbye(Duration timeout) {
        if (!isOver()) {
            Optional<Throwable> why = leaving.get(); // a handler may have failed since
            link.leave(timeout, why.map(AsyncSession::wrapped));
            end(closed(), why);
        }
    }

    /** Ends it at once. If it was leaving because of a failure, that remains the reason: a message is not handled. */
    void cut() {
        leaving.compareAndSet(null, Optional.empty());
        Optional<Throwable> why = leaving.get();
        deliveries.stop();
        deliveries.drop(message -> true);
        backlog.end();
        link.close(Duration.ZERO, why.map(AsyncSession::wrapped));
        end(closed(), why);
    }

    private static StompException wrapped(Throwable why) {
        return why instanceof StompException known
                ? known
                : new StompException("the client has taken leave because of a failure: " + why, why);
    }

    private static StompConnectionException closed() {
        return new StompConnectionException("the client was disconnected", null);
    }

    private void end(StompException forCommands, Optional<Throwable> why) {
        outbox.end(forCommands);
        if (over.complete(null)) {
            completions.execute(
                    () -> why.ifPresentOrElse(disconnected::completeExceptionally, () -> disconnected.complete(null)));
            completions.execute(() -> left.complete(null));
        }
    }
}
