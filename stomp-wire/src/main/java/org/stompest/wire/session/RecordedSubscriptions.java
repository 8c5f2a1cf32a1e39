package org.stompest.wire.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ServerFrames;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompVersion;

/** The subscriptions of a session: those in force, and those that the next connection has to make again. Not thread-safe. */
final class RecordedSubscriptions {
    private final boolean checked;

    /** By token, in the order in which they were first made. */
    private final Map<String, Recorded> byToken = new LinkedHashMap<>();

    private record Recorded(Subscription subscription, boolean inForce) {}

    RecordedSubscriptions(boolean checked) {
        this.checked = checked;
    }

    void checkNew(String token) {
        Recorded before = byToken.get(token);
        if (checked && before != null && before.inForce()) {
            throw new StompProtocolException("there is a subscription '" + token + "' already");
        }
    }

    void put(Subscription made) {
        byToken.put(made.token(), new Recorded(made, true));
    }

    /** {@return the subscription, or null if there is none in force and this session does not check} */
    Subscription inForce(String token) {
        Recorded recorded = byToken.get(token);
        if (recorded != null && recorded.inForce()) {
            return recorded.subscription();
        }
        if (checked) {
            throw new StompProtocolException("there is no subscription '" + token + "'");
        }
        return null;
    }

    /** {@return the subscription that a MESSAGE is for, or null as above} */
    Subscription of(StompVersion version, StompFrame message) {
        String token = ServerFrames.subscriptionToken(version, message);
        return message.header(StompHeaderNames.SUBSCRIPTION) != null ? inForce(token) : to(token);
    }

    /** For a server of 1.0, which may leave the id out of MESSAGE though SUBSCRIBE had one. */
    private Subscription to(String destination) {
        List<Subscription> candidates = byToken.values().stream()
                .filter(Recorded::inForce)
                .map(Recorded::subscription)
                .filter(subscription -> destination.equals(subscription.destination()))
                .toList();
        for (Subscription candidate : candidates) {
            if (candidate.id() == null) {
                return candidate;
            }
        }
        if (candidates.size() > 1) {
            throw new StompProtocolException("the server sent MESSAGE without the header subscription, and "
                    + candidates.size() + " subscriptions are to '" + destination
                    + "': with this server, subscribe to a destination once only");
        }
        return candidates.isEmpty() ? inForce(destination) : candidates.get(0);
    }

    /** {@return what was recorded, in force or not; or null} */
    Subscription remove(String token) {
        Recorded recorded = byToken.remove(token);
        return recorded == null ? null : recorded.subscription();
    }

    void connectionIsGone() {
        byToken.replaceAll((token, recorded) -> new Recorded(recorded.subscription(), false));
    }

    void clear() {
        byToken.clear();
    }

    List<Subscription> all() {
        return byToken.values().stream().map(Recorded::subscription).toList();
    }
}
