package org.stompest.wire.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Looks up hosts on threads of their own: the system does that without a time-out, and nothing ends it. Whoever does not
 * want to wait any longer leaves; the thread ends with the system's answer. There is never more than one for a host, however
 * often it is asked for meanwhile, so that attempts at a name service that is silent do not heap up threads.
 *
 * <p>Usable from any thread.
 */
final class NameLookups {
    /** Asks the system. */
    static final NameLookups SYSTEM = new NameLookups(InetAddress::getAllByName);

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern NUMERIC_IP4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    private final Resolver resolver;
    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    NameLookups(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Looks up a host.
     *
     * @param host a name or a numeric address; the latter is told at once, without a thread
     * @return its addresses; the caller's own, to be cancelled as it likes
     */
    CompletableFuture<InetAddress[]> of(String host) {
        CompletableFuture<InetAddress[]> result = new CompletableFuture<>();
        if (host.indexOf(':') >= 0 || NUMERIC_IP4.matcher(host).matches()) {
            lookUp(host, result);
            return result;
        }
        CompletableFuture<InetAddress[]> earlier = underWay.putIfAbsent(host, result);
        if (earlier != null) {
            return earlier.copy();
        }
        boolean started = false;
        try {
            Thread thread = new Thread(() -> lookUp(host, result), "stomp-resolve " + host);
            thread.setDaemon(true);
            thread.start();
            started = true;
        } finally {
            if (!started) {
                underWay.remove(host, result);
            }
        }
        return result.copy();
    }

    private void lookUp(String host, CompletableFuture<InetAddress[]> result) {
        try {
            InetAddress[] found;
            try {
                found = resolver.resolve(host);
            } finally {
                underWay.remove(host, result); // before the result is told: who asks then gets a new one
            }
            result.complete(found);
        } catch (UnknownHostException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
