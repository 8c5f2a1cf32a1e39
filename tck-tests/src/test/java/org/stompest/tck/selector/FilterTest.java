package org.stompest.tck.selector;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stompest.jms.internal.selector.Selector;
import org.stompest.tck.support.Section;

/**
 * A translation against the broker's filters themselves, without the broker: many cases in little time.
 *
 * @param <M> a message as the broker has it
 */
@Section({"3.8.1.1", "3.8.1.2"})
abstract class FilterTest<M> {
    private static final int MESSAGES = 200;

    private final SelectorBroker broker;

    FilterTest(SelectorBroker broker) {
        this.broker = broker;
    }

    /** As the broker has it after this provider has sent it. */
    abstract M ofThisProvider(Sample sample);

    /** As the broker has it after its own JMS client has sent it; the message id may become one of that client. */
    abstract M ofOtherProtocol(Sample sample);

    abstract Predicate<M> filter(String translated) throws Exception;

    private record Stored<M>(Sample sample, M message) {}

    @Test
    void messagesOfThisProviderAreSelectedAsTheEvaluatorDoes() throws Exception {
        compare(true, this::ofThisProvider);
    }

    @Test
    void messagesOfOtherProtocolsAreSelectedAsTheEvaluatorDoes() throws Exception {
        compare(false, this::ofOtherProtocol);
    }

    private void compare(boolean confusing, Function<Sample, M> store) throws Exception {
        long seed = RandomRun.seed();
        Random random = RandomRun.random(seed);
        RandomSamples samples = new RandomSamples(random, confusing);
        RandomSelectors selectors = new RandomSelectors(random, broker);
        List<Stored<M>> messages = Stream.generate(samples::next)
                .limit(MESSAGES)
                .map(sample -> new Stored<>(sample, store.apply(sample)))
                .toList();
        long deadline = RandomRun.deadlineNanos();
        int count = 0;
        while (System.nanoTime() < deadline) {
            Selector selector = selectors.next();
            String translated = broker.translate(selector.text());
            Predicate<M> filter = filter(translated);
            for (Stored<M> stored : messages) {
                if (filter.test(stored.message()) != selector.matches(stored.sample()::value)) {
                    fail(
                            "seed %d: the evaluator says %s of %s as %s for %s",
                            seed, selector.evaluate(stored.sample()::value), selector, translated, stored.sample());
                }
            }
            count++;
        }
        System.out.println(count + " selectors on " + MESSAGES + " messages each");
    }
}
