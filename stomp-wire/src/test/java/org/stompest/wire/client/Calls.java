package org.stompest.wire.client;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.Subscription;

/** Records the calls of a reconnecting connection, a word for each. Usable from any thread. */
class Calls implements ReconnectHandler {
    /** The grammar of {@link ReconnectHandler}, over these words. */
    static final String GRAMMAR =
            "(message )*((interrupted )((restore|interrupted|message|refused) )*((restored|failed) )?(message )*)*";

    private final List<String> words = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<StompException> reasons = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<StompConnection, Boolean> onRestore = (fresh, cautious) -> {};
    private volatile Consumer<StompConnection> onRestored = fresh -> {};

    Calls onRestore(BiConsumer<StompConnection, Boolean> action) {
        onRestore = action;
        return this;
    }

    Calls onRestored(Consumer<StompConnection> action) {
        onRestored = action;
        return this;
    }

    @Override
    public void onMessage(StompConnection connection, Object context, StompFrame message) {
        messages.add(context + ":" + message.bodyText());
        words.add("message");
    }

    @Override
    public void onInterrupted(StompConnection lost, StompException why) {
        reasons.add(why);
        words.add("interrupted");
    }

    @Override
    public void onRestore(StompConnection fresh, boolean cautious) {
        words.add("restore");
        onRestore.accept(fresh, cautious);
    }

    @Override
    public void onRefused(Subscription subscription, StompProtocolException why) {
        refused.add(subscription.context() + ": " + why.getMessage());
        words.add("refused");
    }

    @Override
    public void onRestored(StompConnection fresh) {
        onRestored.accept(fresh);
        words.add("restored");
    }

    @Override
    public void onFailed(StompException why) {
        reasons.add(why);
        words.add("failed");
    }

    /** {@return what was called, in order: message, interrupted, restore, refused, restored, failed} */
    List<String> words() {
        return List.copyOf(words);
    }

    /** {@return the words, each followed by a space} */
    String sentence() {
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(word).append(' '));
        return text.toString();
    }

    boolean saw(String word) {
        return words.contains(word);
    }

    void awaitWord(String word) {
        await().until(() -> saw(word));
    }

    long count(String word) {
        return words.stream().filter(word::equals).count();
    }

    /** {@return context and body of each message} */
    List<String> messages() {
        return List.copyOf(messages);
    }

    /** {@return context and reason of each subscription that was refused} */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** {@return why it was interrupted or failed, in order} */
    List<StompException> reasons() {
        return List.copyOf(reasons);
    }
}
