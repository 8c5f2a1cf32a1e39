package org.stompest.wire.client;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.StompException;
import org.stompest.wire.observe.Observation;
import org.stompest.wire.observe.Span;

/**
 * One message on its way through its handler: then it is acknowledged, or what its subscription wants is done with the
 * failure. Handled once, by one thread after the other.
 */
final class Delivery {
    /** What deliveries need of their client. */
    interface Host {
        /** Runs what calls the application. */
        void run(Runnable task);

        /** Acknowledges a message without a receipt. */
        CompletableFuture<Void> acknowledge(StompMessage message);

        /** Sends a message that could not be handled somewhere else, over its own connection, with a receipt. */
        CompletableFuture<Void> forward(StompMessage message, Throwable failure, String destination);

        /** Nobody takes care of a failure. */
        void giveUp(StompMessage message, Throwable failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
    private static final ThreadLocal<Host> INSIDE = new ThreadLocal<>();

    private final StompMessage message;
    private final HandledSubscription subscription;
    private final Host host;

    Delivery(StompMessage message, HandledSubscription subscription, Host host) {
        this.message = message;
        this.subscription = subscription;
        this.host = host;
    }

    /** {@return whether the current thread is inside a handler of that client, which nobody on it can wait for} */
    static boolean isInside(Host host) {
        return INSIDE.get() == host;
    }

    StompMessage message() {
        return message;
    }

    /** {@return completed, never exceptionally, when nothing is left to be done} */
    CompletableFuture<Void> handle() {
        Span span = Observation.handler(message.destination());
        CompletableFuture<Void> handled = call(
                () -> subscription.handler().onMessage(message),
                subscription.options().handlerTimeout());
        return after(handled, failure -> {
                    span.finish(failure == null ? "handled" : "failed");
                    return failure == null ? acknowledge() : failed(failure);
                })
                .exceptionallyCompose(this::giveUp);
    }

    private CompletableFuture<Void> failed(Throwable failure) {
        LOG.debug("a message of the {} could not be handled", message.subscription(), failure);
        SubscribeOptions options = subscription.options();
        if (options.errorHandler() != null) {
            return after(
                    call(() -> options.errorHandler().onFailure(message, failure), Duration.ZERO),
                    second -> second == null ? acknowledge() : giveUp(both(failure, second)));
        }
        if (options.errorDestination() != null) {
            return after(
                    host.forward(message, failure, options.errorDestination()),
                    second -> second == null ? acknowledge() : notForwarded(failure, second));
        }
        return giveUp(failure);
    }

    private static Throwable both(Throwable failure, Throwable second) {
        if (failure != second) {
            second.addSuppressed(failure);
        }
        return second;
    }

    private CompletableFuture<Void> notForwarded(Throwable failure, Throwable second) {
        if (Command.isLoss(second)) {
            LOG.debug("the connection of a message is gone; it comes again", second);
            return DONE;
        }
        return giveUp(both(failure, second));
    }

    private CompletableFuture<Void> giveUp(Throwable failure) {
        host.giveUp(message, failure);
        return DONE;
    }

    private CompletableFuture<Void> acknowledge() {
        if (!subscription.options().acknowledge()
                || message.subscription().acknowledgesItself()
                || message.isSettled()) {
            return DONE;
        }
        return after(host.acknowledge(message), failure -> {
            if (Command.isLoss(failure)) {
                LOG.debug("the connection of a message is gone; it comes again", failure);
            } else if (failure != null) {
                LOG.warn("a message of the {} could not be acknowledged", message.subscription(), failure);
            }
            return DONE;
        });
    }

    // ---- calling the application

    private CompletableFuture<Void> call(Callable<CompletionStage<?>> application, Duration timeout) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        INSIDE.set(host);
        try {
            CompletionStage<?> stage = application.call();
            if (stage == null) {
                throw new StompException("a handler returned null instead of a stage");
            }
            stage.whenComplete((value, failure) -> complete(outcome, failure));
            if (!timeout.isZero() && !outcome.isDone()) {
                outcome.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (Throwable e) { // whatever an application throws is a failure of the message
            outcome.completeExceptionally(e);
        } finally {
            INSIDE.remove();
        }
        return outcome;
    }

    private static void complete(CompletableFuture<Void> outcome, Throwable failure) {
        if (failure == null) {
            outcome.complete(null);
        } else {
            outcome.completeExceptionally(unwrapped(failure));
        }
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Goes on at once where the stage is complete, otherwise on the executor. */
    private CompletableFuture<Void> after(
            CompletableFuture<Void> stage, Function<Throwable, CompletableFuture<Void>> next) {
        CompletableFuture<CompletableFuture<Void>> follows = stage.isDone()
                ? stage.handle((none, failure) -> next.apply(failure))
                : stage.handleAsync((none, failure) -> next.apply(failure), host::run);
        return follows.thenCompose(Function.identity());
    }
}
