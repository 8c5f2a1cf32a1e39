package org.stompest.tck.failover;

import java.nio.file.Path;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stompest.testbrokers.ArtemisCluster;
import org.stompest.testbrokers.ArtemisPair;
import org.stompest.testbrokers.BrokerProcess;

/** An application at work, whose broker is killed: the process is gone at once. It must not notice, but for a pause. */
class BrokerKilledTest {
    @TempDir
    Path data;

    @Test
    void artemisIsKilledAndStartedAgain() throws Exception {
        try (BrokerProcess broker = BrokerProcess.artemis(data).start();
                Application application = new Application("failover:(" + broker.uri() + ")").withEverything("events")) {
            application.goesOnThrough(broker::restart);
        }
    }

    @Test
    void theBackupTakesOver() throws Exception {
        try (ArtemisPair pair = new ArtemisPair(data).start();
                Application application = new Application(pair.uri()).withEverything("events")) {
            application.goesOnThrough(pair.live()::kill);
        }
    }

    /** A backup that stops delivers messages that it does not store: these are sent again. */
    @Disabled("what is sent again arrives under another number of the broker, and is not recognised by the consumer")
    @Test
    void theBackupGivesBack() throws Exception {
        try (ArtemisPair pair = new ArtemisPair(data).start()) {
            pair.live().kill();
            pair.backup().awaitServing();
            try (Application application = new Application(pair.uri()).withEverything("events")) {
                application.goesOnThrough(pair.live()::start);
            }
        }
    }

    @Disabled("the other consumer of the connection is given what the first one had acknowledged, without a receipt")
    @Test
    void twoConsumersOfAConnectionDoNotGetTheSameMessage() throws Exception {
        try (ArtemisPair pair = new ArtemisPair(data).start();
                Application application = new Application(pair.uri()).withTwoConsumers("events")) {
            application.goesOnThrough(pair.live()::kill, pair.live()::start);
        }
    }

    /** Classic knows no repetition of a commit, and its temporary queues end with the connection that made them. */
    @Disabled("a send in doubt is there twice: the same JMSMessageID, one behind the other")
    @Test
    void classicIsKilledAndStartedAgain() throws Exception {
        try (BrokerProcess broker = BrokerProcess.classic(data).start();
                Application application = new Application("failover:(" + broker.uri() + ")")
                        .commitsMayFail()
                        .answersMayBeLost(1)
                        .withEverything("VirtualTopic.events")) {
            application.goesOnThrough(broker::restart);
        }
    }

    /**
     * The other one takes all clients. What the killed one had is in its journal, and comes when it is there again: a
     * transaction that has received some of it cannot be committed, and a browser shows what the one broker has.
     */
    @Disabled(
            "brokers of a cluster number messages for themselves: what is recognised by the broker's id alone is taken for"
                    + " another (lost, if that was acknowledged), and not recognised after it was passed on (twice)")
    @Test
    void oneOfAClusterIsKilled() throws Exception {
        try (ArtemisCluster cluster = new ArtemisCluster(data).start();
                Application application = new Application(cluster.uri() + "?randomize=false&jms.requestTimeout=3000")
                        .commitsMayFail()
                        .withQueues()
                        .withBridge()
                        .withTopics("events")) {
            application.goesOnThrough(() -> {
                cluster.first().kill();
                application.doesSomethingNew("with-the-other-one");
                cluster.first().start();
            });
        }
    }
}
