package org.stompest.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.benchmarks.Contender.Task;
import org.stompest.testbrokers.ArtemisServer;
import org.stompest.testbrokers.ArtemisSettings;

class ContendersTest {
    private static final int FEW = 200;

    @Test
    void eachDoesEachWorkload() throws Exception {
        try (ArtemisServer broker = new ArtemisServer(ArtemisSettings.withoutJournal())) {
            BareContender bare = new BareContender(broker.stompPort());
            for (String name : Rig.CONTENDERS) {
                Contender contender = Worker.contender(name, broker.stompPort(), broker.corePort());
                for (Workload workload : Workload.values()) {
                    String queue = "bench." + workload;
                    if (workload.consumes()) {
                        bare.fill(queue, FEW);
                    }
                    Task task = new Task(workload, queue, FEW, TimeUnit.SECONDS.toNanos(2));
                    assertThat(contender.run(task).messages())
                            .as("%s %s", name, workload)
                            .isPositive();
                    broker.purge(queue);
                }
            }
        }
    }
}
