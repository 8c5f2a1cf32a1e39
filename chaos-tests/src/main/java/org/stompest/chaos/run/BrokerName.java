package org.stompest.chaos.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.stompest.testbrokers.BrokerProcess;

/** A broker that can be killed. */
enum BrokerName {
    ARTEMIS("Apache ActiveMQ Artemis", BrokerProcess::artemis, "", false),
    CLASSIC("ActiveMQ Classic", BrokerProcess::classic, "&jms.repeatInDoubt=false", true);

    private final String label;
    private final Function<Path, BrokerProcess> process;
    private final String options;
    private final boolean answersEndWithTheirConnection;

    BrokerName(
            String label,
            Function<Path, BrokerProcess> process,
            String options,
            boolean answersEndWithTheirConnection) {
        this.label = label;
        this.process = process;
        this.options = options;
        this.answersEndWithTheirConnection = answersEndWithTheirConnection;
    }

    /** {@return what it is called on the command line} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    String label() {
        return label;
    }

    /** {@return one that is still to be started, with a journal in this folder} */
    BrokerProcess process(Path folder) {
        return process.apply(folder);
    }

    /** {@return the URI of an application that reaches it by this port} */
    String uri(int port) {
        return "failover:(tcp://127.0.0.1:" + port + ")?maxReconnectDelay=1000" + options;
    }

    /** {@return whether a temporary queue, and the answers in it, end with the connection that has made it} */
    boolean answersEndWithTheirConnection() {
        return answersEndWithTheirConnection;
    }
}
