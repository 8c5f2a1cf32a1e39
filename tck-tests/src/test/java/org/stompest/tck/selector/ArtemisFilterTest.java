package org.stompest.tck.selector;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.filter.impl.FilterImpl;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.junit.jupiter.api.Test;
import org.stompest.jms.internal.selector.Selector;

/** The translation against Artemis's filters themselves, without a broker: many cases in little time. */
class ArtemisFilterTest {
    private static final int MESSAGES = 200;

    private record Stored(Sample sample, CoreMessage message) {}

    @Test
    void artemisSelectsMessagesOfThisProviderAsTheEvaluatorDoes() throws Exception {
        compare(true, Sample::ofThisProvider);
    }

    @Test
    void artemisSelectsMessagesOfOtherProtocolsAsTheEvaluatorDoes() throws Exception {
        compare(false, Sample::ofOtherProtocol);
    }

    private static void compare(boolean confusing, Function<Sample, CoreMessage> store) throws Exception {
        long seed = RandomRun.seed();
        Random random = RandomRun.random(seed);
        RandomSamples samples = new RandomSamples(random, confusing);
        RandomSelectors selectors = new RandomSelectors(random);
        List<Stored> messages = Stream.generate(samples::next)
                .limit(MESSAGES)
                .map(sample -> new Stored(sample, store.apply(sample)))
                .toList();
        long deadline = RandomRun.deadlineNanos();
        int count = 0;
        while (System.nanoTime() < deadline) {
            Selector selector = selectors.next();
            String translated = RandomSelectors.translate(selector.text());
            Filter filter = FilterImpl.createFilter(SimpleString.of(translated));
            for (Stored stored : messages) {
                if (filter.match(stored.message()) != selector.matches(stored.sample()::value)) {
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
