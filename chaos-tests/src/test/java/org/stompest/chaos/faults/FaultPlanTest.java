package org.stompest.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static List<Fault> first(FaultPlan plan, int count) {
        return Stream.generate(plan::next).limit(count).toList();
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(first(FaultPlan.ofProxy(7, 1), 100)).isEqualTo(first(FaultPlan.ofProxy(7, 1), 100));
        assertThat(first(FaultPlan.ofBroker(7), 100)).isEqualTo(first(FaultPlan.ofBroker(7), 100));
    }

    @Test
    void anotherSeedOrProxyGivesAnotherPlan() {
        List<Fault> plan = first(FaultPlan.ofProxy(7, 1), 100);

        assertThat(first(FaultPlan.ofProxy(8, 1), 100)).isNotEqualTo(plan);
        assertThat(first(FaultPlan.ofProxy(7, 2), 100)).isNotEqualTo(plan);
    }

    @Test
    void everyFaultOfAProxyHasItsTurn() {
        Set<FaultKind> kinds =
                first(FaultPlan.ofProxy(1, 0), 2000).stream().map(Fault::kind).collect(Collectors.toSet());

        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(Stream.of(FaultKind.values())
                        .filter(kind -> kind != FaultKind.KILL)
                        .toList());
    }

    @Test
    void theBrokerIsOnlyKilled() {
        assertThat(first(FaultPlan.ofBroker(1), 100)).extracting(Fault::kind).containsOnly(FaultKind.KILL);
    }
}
