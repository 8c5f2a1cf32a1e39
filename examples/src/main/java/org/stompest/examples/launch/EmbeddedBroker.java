package org.stompest.examples.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An Apache ActiveMQ Artemis in this process, on a free port of the loopback interface, with a real journal in a temporary
 * folder that is deleted at the end. Anybody may log in.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String ACCEPTOR = "demo";

    private final Path folder;
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final Thread atExit = new Thread(this::stop, "demo-broker-stop");
    private boolean stopped;

    /**
     * Starts the broker.
     *
     * @param protocols what it speaks, such as {@code STOMP} or {@code STOMP,CORE}
     * @throws BrokerException if it does not start
     */
    public EmbeddedBroker(String protocols) {
        try {
            folder = Files.createTempDirectory("demo-artemis-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder for the broker: " + e, e);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            broker.setConfiguration(configuration(protocols)).start();
        } catch (Exception e) {
            close();
            throw new BrokerException("the broker does not start: " + e, e);
        }
    }

    private Configuration configuration(String protocols) throws Exception {
        return new ConfigurationImpl()
                .setName("demo")
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setMaxDiskUsage(-1)
                .addAddressSetting("#", deadLettersAreKept())
                .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:0?protocols=" + protocols);
    }

    private static AddressSettings deadLettersAreKept() {
        return new AddressSettings()
                .setAutoCreateDeadLetterResources(true)
                .setDeadLetterAddress(SimpleString.of("dead-letters"))
                .setAutoCreateExpiryResources(true)
                .setExpiryAddress(SimpleString.of("expired"));
    }

    /** {@return where it listens, as {@code tcp://127.0.0.1:PORT}} */
    public String uri() {
        NettyAcceptor acceptor =
                (NettyAcceptor) broker.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        return "tcp://127.0.0.1:" + acceptor.getActualPort();
    }

    /** {@return name and version, for people} */
    public String version() {
        return "Apache ActiveMQ Artemis "
                + broker.getActiveMQServer().getVersion().getFullVersion();
    }

    /** Stops the broker and deletes its folder. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // The program ends already: the hook was run or finds nothing to do.
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            broker.stop();
        } catch (Exception e) {
            throw new BrokerException("the broker does not stop: " + e, e);
        } finally {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder + ": " + e, e);
        }
    }
}
