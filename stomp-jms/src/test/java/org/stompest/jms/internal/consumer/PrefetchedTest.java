package org.stompest.jms.internal.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** Jakarta Messaging 3.1, 3.4.10. */
class PrefetchedTest {
    private final Prefetched waiting = new Prefetched(true);

    @Test
    void higherPrioritiesComeFirstAndOfOnePriorityTheFirstThatCame() {
        add("a", null);
        add("b", "9");
        add("c", "0");
        add("d", "4");
        add("e", "9");
        add("f", "no number");
        assertThat(taken()).containsExactly("b", "e", "a", "d", "f", "c");
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(waiting.pollFirst()).isNull();
    }

    @Test
    void whatIsPutBackComesBeforeTheOthersOfItsPriority() {
        add("a", null);
        add("b", null);
        Delivery first = waiting.pollFirst();
        Delivery second = waiting.pollFirst();
        add("c", null);
        add("d", "5");
        waiting.addFirst(second);
        waiting.addFirst(first);
        assertThat(taken()).containsExactly("d", "a", "b", "c");
    }

    @Test
    void whatWasNotTakenAfterAllComesBeforeEverything() {
        add("a", "0");
        add("b", "0");
        Delivery first = waiting.pollFirst();
        Delivery second = waiting.pollFirst();
        add("c", "9");
        waiting.undoPoll(second);
        waiting.undoPoll(first);
        assertThat(waiting.peekFirst().id()).isEqualTo("a");
        assertThat(taken()).containsExactly("a", "b", "c");
    }

    @Test
    void allAreRemovedInTheOrderOfTaking() {
        add("a", "1");
        add("b", "2");
        assertThat(waiting.removeAll()).extracting(Delivery::id).containsExactly("b", "a");
        assertThat(waiting.isEmpty()).isTrue();
        add("c", "3");
        assertThat(taken()).containsExactly("c");
    }

    @Test
    void nothingOvertakesWhereAnAcknowledgementStandsForAllBeforeIt() {
        Prefetched inOrder = new Prefetched(false);
        inOrder.addLast(delivery("a", "0"));
        inOrder.addLast(delivery("b", "9"));
        assertThat(inOrder.removeAll()).extracting(Delivery::id).containsExactly("a", "b");
    }

    private void add(String id, String priority) {
        waiting.addLast(delivery(id, priority));
    }

    private static Delivery delivery(String id, String priority) {
        StompHeaders headers = priority == null ? StompHeaders.of() : StompHeaders.of("priority", priority);
        return new Delivery(id, 0, StompFrame.of(StompCommand.MESSAGE, headers), null, 0);
    }

    private List<String> taken() {
        List<String> ids = new ArrayList<>();
        for (Delivery next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
            ids.add(next.id());
        }
        return ids;
    }
}
