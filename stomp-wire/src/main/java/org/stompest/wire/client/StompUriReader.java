package org.stompest.wire.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stompest.wire.connection.ConnectOptions;
import org.stompest.wire.failover.BrokerAddress;
import org.stompest.wire.failover.FailoverUri;
import org.stompest.wire.failover.ReconnectOptions;
import org.stompest.wire.options.OptionTable;
import org.stompest.wire.options.OptionValues;
import org.stompest.wire.options.QueryOptions;
import org.stompest.wire.options.Secrets;
import org.stompest.wire.transport.TransportOptions;

/** Reads one URI: sorts its options by prefix and lays those of a broker over those of all. Used once, by one thread. */
final class StompUriReader {
    private static final Logger LOG = LoggerFactory.getLogger(StompUri.class);
    private static final String FAILOVER = "failover.";
    private static final String NESTED = "nested.";
    private static final Set<String> BROKER_PREFIXES = Set.of("stomp.", "transport.", "wireFormat.");
    private static final OptionTable BROKER = OptionTable.union(ConnectOptions.options(), TransportOptions.options());
    private static final OptionTable ALL = OptionTable.union(BROKER, ReconnectOptions.options());

    private final Set<String> otherPrefixes;
    private final Set<String> ignored = new LinkedHashSet<>();

    StompUriReader(Set<String> otherPrefixes) {
        this.otherPrefixes = Set.copyOf(otherPrefixes);
    }

    StompUri single(String uri) {
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> others = new LinkedHashMap<>();
        String previous = null;
        for (Map.Entry<String, String> option : query(uri, false).entrySet()) {
            String name = option.getKey();
            if (startsWithAny(name, BROKER_PREFIXES)) {
                own.put(name, option.getValue());
            } else if (startsWithAny(name, otherPrefixes)) {
                others.put(name, option.getValue());
            } else if (name.startsWith(FAILOVER)) {
                throw new IllegalArgumentException("option '" + name + "' is for failover only; write failover:("
                        + Secrets.mask(address(uri)) + ")?" + name.substring(FAILOVER.length()) + "=...");
            } else {
                throw unknown(name, option.getValue(), previous);
            }
            previous = name;
        }
        BrokerAddress address = BrokerAddress.parse(address(uri));
        TransportOptions.requireMeaning(own.keySet(), List.of(address));
        BrokerEndpoint broker = endpoint(address, BROKER.canonical(own));
        warnOfIgnored();
        return new StompUri(List.of(broker), ReconnectOptions.NONE, false, others);
    }

    StompUri failover(String uri, ReconnectOptions defaults) {
        FailoverUri parts = FailoverUri.parse(uri);
        Map<String, String> forAll = new LinkedHashMap<>();
        Map<String, String> nested = new LinkedHashMap<>();
        Map<String, String> reconnect = new LinkedHashMap<>();
        Map<String, String> others = new LinkedHashMap<>();
        String previous = null;
        for (Map.Entry<String, String> option : parts.options().entrySet()) {
            String name = option.getKey();
            String bare = name.startsWith(FAILOVER) ? name.substring(FAILOVER.length()) : name;
            if (bare.startsWith(NESTED)) {
                nested.put(bare.substring(NESTED.length()), option.getValue());
            } else if (startsWithAny(name, BROKER_PREFIXES)) {
                forAll.put(name, option.getValue());
            } else if (startsWithAny(name, otherPrefixes)) {
                others.put(name, option.getValue());
            } else if (bare.indexOf('.') < 0 && isHarmless(previous, FAILOVER + bare)) {
                if (reconnect.putIfAbsent(FAILOVER + bare, option.getValue()) != null) {
                    throw new IllegalArgumentException("option '" + name + "' is given twice; keep one of them");
                }
            } else {
                throw unknown(name, option.getValue(), previous);
            }
            previous = name;
        }
        OptionValues values = ReconnectOptions.options().read(reconnect);
        ignored.addAll(values.ignored());
        Map<String, String> common = new LinkedHashMap<>(BROKER.canonical(forAll));
        common.putAll(BROKER.canonical(nested));
        List<BrokerEndpoint> brokers = new ArrayList<>();
        for (String broker : parts.brokers()) {
            brokers.add(brokerWithin(broker, common));
        }
        TransportOptions.requireMeaning(
                common.keySet(), brokers.stream().map(BrokerEndpoint::address).toList());
        ReconnectOptions reconnectOptions = ReconnectOptions.of(values, defaults);
        for (BrokerAddress priority : reconnectOptions.priorityURIs()) {
            if (brokers.stream().noneMatch(broker -> broker.address().equals(priority))) {
                throw new IllegalArgumentException("option 'failover.priorityURIs' names " + priority
                        + ", which is none of the brokers of the URI");
            }
        }
        warnOfIgnored();
        return new StompUri(brokers, reconnectOptions, true, others);
    }

    private BrokerEndpoint brokerWithin(String uri, Map<String, String> common) {
        if (FailoverUri.matches(uri)) {
            throw new IllegalArgumentException("a failover URI cannot contain another one");
        }
        Map<String, String> own = query(uri, true);
        String previous = null;
        for (Map.Entry<String, String> option : own.entrySet()) {
            String name = option.getKey();
            if (startsWithAny(name, otherPrefixes) || name.startsWith(FAILOVER)) {
                throw new IllegalArgumentException(
                        "option '" + name + "' is not for a single broker; move it behind the"
                                + " parenthesis: failover:(...)?" + name + "=...");
            }
            if (!startsWithAny(name, BROKER_PREFIXES)) {
                throw unknown(name, option.getValue(), previous);
            }
            previous = name;
        }
        Map<String, String> merged = new LinkedHashMap<>(common);
        merged.putAll(BROKER.canonical(own));
        BrokerAddress address = BrokerAddress.parse(address(uri));
        TransportOptions.requireMeaning(own.keySet(), List.of(address));
        return endpoint(address, merged);
    }

    private BrokerEndpoint endpoint(BrokerAddress address, Map<String, String> options) {
        OptionValues values = BROKER.read(options);
        ignored.addAll(values.ignored());
        return new BrokerEndpoint(address, ConnectOptions.of(values), TransportOptions.of(values));
    }

    private void warnOfIgnored() {
        if (!ignored.isEmpty()) {
            LOG.warn("Options without meaning for STOMP are ignored: {}", String.join(", ", ignored));
        }
    }

    /** What looks like an unknown option behind a password is probably the rest of the password. */
    private static boolean isHarmless(String previous, String name) {
        return previous == null
                || !Secrets.looksSecret(previous)
                || ReconnectOptions.options().find(name) != null
                || ReconnectOptions.options().ignored().contains(name);
    }

    private static IllegalArgumentException unknown(String name, String value, String previous) {
        if (previous != null && Secrets.looksSecret(previous)) {
            return new IllegalArgumentException("what follows option '" + previous + "' is no known option; within a"
                    + " password write '&' as %26, ',' as %2C, '=' as %3D and '%' as %25");
        }
        return ALL.unknown(name, value);
    }

    private static boolean startsWithAny(String name, Set<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static String address(String uri) {
        int mark = uri.indexOf('?');
        return mark < 0 ? uri : uri.substring(0, mark);
    }

    private static Map<String, String> query(String uri, boolean commas) {
        int mark = uri.indexOf('?');
        return mark < 0 ? Map.of() : QueryOptions.parse(uri.substring(mark + 1), commas);
    }
}
