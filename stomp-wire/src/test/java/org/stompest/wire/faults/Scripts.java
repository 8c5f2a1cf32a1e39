package org.stompest.wire.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.wire.StompTimeoutException;

/** What the broker plays before and after the fault. */
final class Scripts {
    private Scripts() {}

    /** A client that connects and subscribes. */
    static Script subscribed(ScriptedBroker broker) {
        return broker.connection().handshake().expect("SUBSCRIBE").receipt();
    }

    /** Answers whatever comes, until the client closes. */
    static void healthy(Script script) {
        script.handshake().autoReceipts().ignoringTheRest().expectClose();
    }

    /** A MESSAGE for the subject's subscription, with more header lines; they and the body go as they are. */
    static byte[] message(String headerLines, String body) {
        return text("MESSAGE\nsubscription:" + Subject.SUBSCRIPTION + "\nmessage-id:1\ndestination:/queue/q\n"
                + headerLines + "\n" + body + "\0\n");
    }

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    /** What the subject does afterwards: a new connection, by its own or by the test's hand, carries a frame. */
    static void assertGoesOn(Subject subject, boolean byItself, ScriptedBroker broker, String body) {
        if (byItself) {
            // the old connection may still look alive
            Outcomes.assertConfirmedOrInDoubt(() -> subject.sendConfirmed("maybe lost"));
        } else {
            openPatiently(subject);
        }
        subject.sendConfirmed(body);
        broker.awaitReceived(frames -> frames.stream().anyMatch(f -> f.text().equals(body)));
    }

    /** With the short time-outs of the test that just ran, and on a machine that is maybe slow. */
    static void openPatiently(Subject subject) {
        long limit = System.nanoTime() + Subject.PATIENCE.toNanos();
        boolean open = false; // what looks usable may be about to notice that it is not
        while (!open) {
            try {
                subject.open();
                open = true;
            } catch (StompTimeoutException e) {
                if (System.nanoTime() > limit) {
                    throw e;
                }
            }
        }
    }
}
