package org.stompest.chaos.run;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.stompest.chaos.account.Balance;
import org.stompest.chaos.account.CallWatch;
import org.stompest.chaos.account.MessageStream;
import org.stompest.chaos.faults.BrokerSaboteur;
import org.stompest.chaos.faults.FaultCounts;
import org.stompest.chaos.faults.FaultKind;
import org.stompest.chaos.faults.FaultPlan;
import org.stompest.chaos.faults.ProxySaboteur;
import org.stompest.chaos.faults.Saboteur;
import org.stompest.chaos.work.Role;
import org.stompest.chaos.work.TimeOuts;
import org.stompest.chaos.work.Workload;
import org.stompest.examples.launch.ProgressLine;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.testbroker.FaultProxy;
import org.stompest.testbrokers.BrokerProcess;

/** One run, from the start of the broker to the closing of the books. */
final class ChaosRun implements AutoCloseable {
    /** The defaults of the provider, see docs/configuration.md. */
    private static final TimeOuts TIME_OUTS =
            new TimeOuts(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(15));

    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
    private static final Duration ARRIVAL = Duration.ofSeconds(45);
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final int PROGRESS_SECONDS = 5;

    private final ChaosArguments arguments;
    private final PrintStream out;
    private final PrintStream err;
    private final FaultCounts faults = new FaultCounts();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final List<Saboteur> saboteurs = new ArrayList<>();
    private final Path folder;
    private final BrokerProcess broker;
    private final long began = System.nanoTime();

    ChaosRun(ChaosArguments arguments, PrintStream out, PrintStream err) throws IOException {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
        this.folder = Files.createTempDirectory("chaos-");
        this.broker = arguments.broker().process(folder);
    }

    Verdict run() throws JMSException, InterruptedException {
        broker.start();
        out.println("broker   " + arguments.broker().label() + ", started here, at " + broker.uri());
        out.println("seed     " + arguments.seed());
        try (CallWatch watch = new CallWatch(MARGIN, err::println)) {
            Workload workload = workload(watch);
            try (ProgressLine progress =
                    new ProgressLine("chaos", out, PROGRESS_SECONDS, () -> progress(workload.streams()))) {
                progress.start();
                workload.start();
                sabotage();
                workload.finish(ARRIVAL, DRAIN, this::describe);
            }
            return new Verdict(faults, workload.streams(), workload.problems(), watch);
        }
    }

    private Workload workload(CallWatch watch) throws JMSException {
        Map<Role, ConnectionFactory> many = new EnumMap<>(Role.class);
        ConnectionFactory one = factory(proxy("one"));
        for (Role role : Role.values()) {
            many.put(role, factory(proxy(role.toString())));
        }
        saboteurs.add(new BrokerSaboteur(broker, FaultPlan.ofBroker(arguments.seed()), faults));
        Workload.Settings settings = new Workload.Settings(
                PAUSE, ANSWERS_WITHIN, arguments.broker().answersEndWithTheirConnection(), TIME_OUTS);
        return new Workload(one, many, settings, watch);
    }

    private FaultProxy proxy(String name) {
        FaultProxy proxy = FaultProxy.to(broker.stompPort());
        FaultPlan plan = FaultPlan.ofProxy(arguments.seed(), proxies.size());
        proxies.add(proxy);
        saboteurs.add(new ProxySaboteur(name, proxy, plan, faults));
        return proxy;
    }

    private ConnectionFactory factory(FaultProxy proxy) {
        return new StompConnectionFactory(arguments.broker().uri(proxy.port()));
    }

    /** Lets things go wrong for as long as the arguments say, and then ends it. */
    private void sabotage() throws InterruptedException {
        saboteurs.forEach(Saboteur::start);
        try {
            if (new CountDownLatch(1).await(arguments.time().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts that down");
            }
        } finally {
            saboteurs.forEach(Saboteur::close);
        }
        killOnceMore();
    }

    /**
     * The last thing that goes wrong is that the broker is killed: what Artemis has lost sight of when a connection broke, see
     * docs/reliability.md, is delivered again when it is started anew.
     */
    private void killOnceMore() {
        faults.add(FaultKind.KILL);
        broker.restart();
    }

    /** When messages are missing, what the broker has of them. */
    private void describe(List<String> destinations) {
        destinations.forEach(name -> err.println("chaos: " + broker.describe(name)));
    }

    private String progress(List<MessageStream> streams) {
        Balance sum = streams.stream().map(MessageStream::balance).reduce(Balance.NONE, Balance::plus);
        return String.format(
                Locale.ROOT,
                "running  %3d s: %,d faults, %,d sent, %,d received, %,d under way, %,d duplicated, %,d out of order",
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                faults.total(),
                sum.sent(),
                sum.received(),
                sum.lost(),
                sum.duplicated(),
                sum.outOfOrder());
    }

    /** Ends the faults, the proxies and the broker, and deletes its journal. */
    @Override
    public void close() throws IOException {
        proxies.forEach(FaultProxy::close);
        broker.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
