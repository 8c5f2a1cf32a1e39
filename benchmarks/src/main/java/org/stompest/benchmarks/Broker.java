package org.stompest.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * Artemis without a journal, in a JVM of its own: it says its ports on standard output, then answers one line with one line,
 * and ends when standard input does.
 */
public final class Broker implements AutoCloseable {
    private static final String STOMP = "stomp";
    private static final String CORE = "core";

    private final EmbeddedActiveMQ embedded = new EmbeddedActiveMQ();

    Broker() throws Exception {
        embedded.setConfiguration(new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setJMXManagementEnabled(false)
                        .setSecurityEnabled(false)
                        .setGracefulShutdownEnabled(false)
                        .setGlobalMaxSize(-1)
                        .addAcceptorConfiguration(STOMP, "tcp://127.0.0.1:0?protocols=STOMP")
                        .addAcceptorConfiguration(CORE, "tcp://127.0.0.1:0?protocols=CORE"))
                .start();
    }

    /**
     * Runs a broker.
     *
     * @param args none
     * @throws Exception if it does not start
     */
    public static void main(String[] args) throws Exception {
        try (Broker broker = new Broker();
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready " + broker.stompPort() + " " + broker.corePort());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(broker.answer(line.split(" ")));
            }
        }
        System.exit(0);
    }

    int stompPort() {
        return port(STOMP);
    }

    int corePort() {
        return port(CORE);
    }

    private int port(String acceptor) {
        return ((NettyAcceptor) server().getRemotingService().getAcceptor(acceptor)).getActualPort();
    }

    private ActiveMQServer server() {
        return embedded.getActiveMQServer();
    }

    private String answer(String[] request) throws Exception {
        return switch (request[0]) {
            case "purge" -> "ok " + purge(request[1]);
            case "counts" -> counts();
            default -> throw new IOException("what is " + request[0]);
        };
    }

    /** Drops all messages of a queue. {@return how many there were} */
    int purge(String queue) throws Exception {
        Queue found = server().locateQueue(queue);
        return found == null ? 0 : found.deleteAllReferences();
    }

    /** Sessions, consumers and queues. */
    private String counts() {
        List<Queue> queues = server().getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .toList();
        int consumers = queues.stream().mapToInt(Queue::getConsumerCount).sum();
        return "ok " + server().getSessionCount() + " " + consumers + " " + queues.size();
    }

    @Override
    public void close() {
        try {
            embedded.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not stop", e);
        }
    }
}
