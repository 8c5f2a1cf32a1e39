package org.stompest.wire.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.testbroker.Script;
import org.stompest.testbroker.ScriptedBroker;
import org.stompest.testbroker.WireFrame;
import org.stompest.wire.StompException;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.faults.SubjectKind.Setup;

/** What is allowed, or does no harm: the connection goes on. And what a broker may do wrong before there is one. */
@ParameterizedClass
@EnumSource(SubjectKind.class)
class OddityTest {
    @Parameter
    SubjectKind kind;

    @Test
    void framesSplitAtEveryByte() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            subscribed(broker)
                    .splitNext(1)
                    .message("hello")
                    .splitNext(1)
                    .expect("SEND")
                    .receipt()
                    .ignoringTheRest();
            Subject subject = subscribe(broker);

            assertThat(subject.receive()).isEqualTo("hello");
            subject.sendConfirmed("a");
            subject.close();
        }
    }

    @Test
    void severalFramesAndEmptyLinesInOnePacket() {
        String message = "MESSAGE\nsubscription:1\nmessage-id:1\ndestination:d\n\n%s\0";
        try (ScriptedBroker broker = new ScriptedBroker()) {
            subscribed(broker)
                    .replyRaw("\n\n" + String.format(message, "one") + "\n\r\n\n" + String.format(message, "two"))
                    .ignoringTheRest();
            Subject subject = subscribe(broker);

            assertThat(subject.receive()).isEqualTo("one");
            assertThat(subject.receive()).isEqualTo("two");
            subject.close();
        }
    }

    @Test
    void nulInABodyWithContentLength() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            subscribed(broker)
                    .replyRaw("MESSAGE\nsubscription:1\nmessage-id:1\ndestination:d\ncontent-length:3\n\na\0b\0")
                    .ignoringTheRest();
            Subject subject = subscribe(broker);

            assertThat(subject.receive().getBytes(UTF_8)).containsExactly('a', 0, 'b');
            subject.close();
        }
    }

    @Test
    void aRepeatedContentLengthOfWhichTheFirstCounts() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            subscribed(broker)
                    .replyRaw(
                            "MESSAGE\nsubscription:1\nmessage-id:1\ndestination:d\ncontent-length:2\ncontent-length:9\n\nab\0")
                    .ignoringTheRest();
            Subject subject = subscribe(broker);

            assertThat(subject.receive()).isEqualTo("ab");
            subject.close();
        }
    }

    @Test
    void receiptsThatNobodyAskedForAndRepeatedOnes() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            subscribed(broker)
                    .reply(WireFrame.of("RECEIPT", "receipt-id", "nobody's"))
                    .expect("SEND")
                    .receipt()
                    .receipt()
                    .expect("SEND")
                    .receipt()
                    .ignoringTheRest();
            Subject subject = subscribe(broker);

            subject.sendConfirmed("a");
            subject.sendConfirmed("b");
            subject.close();
        }
    }

    @Test
    void aMessageForAnUnknownSubscription() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            subscribed(broker)
                    .reply(WireFrame.of("MESSAGE", "subscription", "other", "message-id", "1", "destination", "d"))
                    .expect("SEND")
                    .receipt()
                    .ignoringTheRest();
            Subject subject = subscribe(broker);

            subject.sendConfirmed("a");
            subject.close();
        }
    }

    @Test
    void anErrorThatAnswersAFrameAndAReceiptAfterIt() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            subscribed(broker)
                    .expect("SEND")
                    .errorForLast("not now")
                    .receipt()
                    .expect("SEND")
                    .receipt()
                    .ignoringTheRest();
            Subject subject = subscribe(broker);

            assertThatThrownBy(() -> subject.sendConfirmed("a"))
                    .isInstanceOf(StompProtocolException.class)
                    .hasMessageContaining("not now");
            subject.sendConfirmed("b");
            subject.close();
        }
    }

    @Test
    void anErrorOutOfTheBlueThatDoesNotCloseTheConnection() {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            subscribed(broker).error("by the way").expect("SEND").receipt().ignoringTheRest();
            Subject subject = subscribe(broker);

            subject.sendConfirmed("a");
            subject.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECTED\nversion:9.9\n\n\0",
                "CONNECTED\nversion:1.2\nheart-beat:fast\n\n\0",
                "CONNECTED\nversion:1.2\nheart-beat:-1,0\n\n\0",
                "CONNECTED\nversion:1.2\nheart-beat:5\n\n\0",
                "RECEIPT\nreceipt-id:1\n\n\0",
                "MESSAGE\nsubscription:1\nmessage-id:1\ndestination:d\n\n\0",
                "ERROR\nmessage:go away\n\n\0",
                "CONNECTED\n\n"
            })
    void aWrongAnswerToConnect(String answer) {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            Script script = broker.connection().expectConnect().replyRaw(answer);
            if (answer.endsWith("\0")) {
                script.expectClose();
            } else {
                script.close();
            }
            broker.connection().handshake().ignoringTheRest();
            Subject subject = kind.of(Setup.patient(broker.port()));

            assertThatThrownBy(subject::open)
                    .isInstanceOf(StompException.class)
                    .hasMessageContaining(Integer.toString(broker.port()));
            subject.close();

            subject.open();
            subject.close();
        }
    }

    private Script subscribed(ScriptedBroker broker) {
        return broker.connection().handshake().expect("SUBSCRIBE").receipt();
    }

    private Subject subscribe(ScriptedBroker broker) {
        Subject subject = kind.of(Setup.patient(broker.port()));
        subject.open();
        subject.subscribe();
        return subject;
    }
}
