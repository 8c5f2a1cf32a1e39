package org.stompest.tck.selector;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import org.stompest.jms.StompTopic;
import org.stompest.jms.dialect.BrokerDialect;
import org.stompest.jms.dialect.artemis.ArtemisDialect;
import org.stompest.jms.dialect.classic.ClassicDialect;
import org.stompest.tck.support.BrokerKind;

/** A broker that evaluates selectors: how its dialect translates them, and the headers that bare STOMP needs for it. */
enum SelectorBroker {
    ARTEMIS(BrokerKind.ARTEMIS, new ArtemisDialect(), List.of("divides with more than 4 properties")),
    CLASSIC(
            BrokerKind.CLASSIC,
            new ClassicDialect(),
            List.of(
                    "cannot compare the numbers of two properties",
                    "cannot calculate with more than one property",
                    "cannot divide by a property",
                    "multiplies with zero or divides by it",
                    "calculates with an infinite number",
                    "becomes a header of more than 10000 bytes"));

    private final BrokerKind kind;
    private final BrokerDialect dialect;
    private final List<String> refusals;

    SelectorBroker(BrokerKind kind, BrokerDialect dialect, List<String> refusals) {
        this.kind = kind;
        this.dialect = dialect;
        this.refusals = refusals;
    }

    String uri() {
        return kind.shared().stompUri();
    }

    String translate(String selector) throws JMSException {
        return dialect.translateSelector(selector, new StompTopic("any"));
    }

    /** Whether exact arithmetic is that of Java where it leaves the range of a long. */
    boolean wrapsAround() {
        return this == ARTEMIS;
    }

    /** Whether a selector may be refused with such a text, although the random ones mean no harm. */
    boolean mayRefuse(JMSException refusal) {
        return refusals.stream().anyMatch(refusal.getMessage()::contains);
    }

    private String destination(String name, boolean topic) {
        return this == ARTEMIS ? name : (topic ? "/topic/" : "/queue/") + name;
    }

    /** A SEND to a topic or queue. */
    Map<String, String> send(String name, boolean topic) {
        return this == ARTEMIS
                ? Map.of("destination", name, "destination-type", topic ? "MULTICAST" : "ANYCAST")
                : Map.of("destination", destination(name, topic));
    }

    /** A SUBSCRIBE to a topic or queue, without limits. */
    Map<String, String> subscribe(String name, boolean topic) {
        return this == ARTEMIS
                ? Map.of(
                        "destination",
                        name,
                        "subscription-type",
                        topic ? "MULTICAST" : "ANYCAST",
                        "consumer-window-size",
                        "-1")
                : Map.of("destination", destination(name, topic), "activemq.prefetchSize", "10000");
    }
}
