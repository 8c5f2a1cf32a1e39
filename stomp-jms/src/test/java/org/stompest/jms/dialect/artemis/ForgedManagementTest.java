package org.stompest.jms.dialect.artemis;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stompest.jms.dialect.ManagementChannel;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** Whatever comes in the place of an answer of the management is understood, or refused with an exception of JMS. */
class ForgedManagementTest {
    private static final int DEEP = 100_000;

    static Stream<String> bodies() {
        List<String> values = List.of(
                "",
                "null",
                "true",
                "1e999999",
                "-",
                "\"",
                "\"\\u12\"",
                "[]",
                "{}",
                "{\"data\":null}",
                "{\"data\":\"x\"}",
                "{\"data\":[1,\"x\",null,[],{}]}",
                "{\"data\":[{\"name\":[1],\"consumerCount\":\"x\",\"clientID\":{}}]}",
                "{\"data\":[{\"consumerCount\":{},\"durable\":[]}]}",
                "{\"data\":[{\"consumerCount\":1e99,\"connectionID\":null,\"clientID\":\"c\"}]}",
                "[".repeat(DEEP),
                "{\"data\":".repeat(DEEP),
                "{\"a\":1,".repeat(3),
                "9".repeat(DEEP));
        return values.stream().flatMap(value -> Stream.of(value, "[" + value + "]", "[" + Json.quoted(value) + "]"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anyAnswerIsUnderstoodOrRefused(String body) {
        for (String succeeded : List.of("true", "false", "perhaps")) {
            ArtemisManagement management = new ArtemisManagement(answering(succeeded, body));
            ask(() -> management.queue("q"));
            ask(() -> management.queuesLike("q"));
            ask(() -> management.connectionsOf("c"));
            ask(() -> management.create("{}"));
            ask(() -> {
                management.update("{}");
                return null;
            });
            ask(() -> {
                management.destroy("q");
                return null;
            });
        }
    }

    private interface Question {
        Object ask() throws JMSException;
    }

    private static void ask(Question question) {
        try {
            question.ask();
        } catch (JMSException e) {
            assertThat(e.getMessage()).contains("Artemis").hasSizeLessThan(500);
        }
    }

    private static ManagementChannel answering(String succeeded, String body) {
        StompFrame answer = StompFrame.of(
                StompCommand.MESSAGE,
                StompHeaders.of("_AMQ_OperationSucceeded", succeeded),
                body.getBytes(StandardCharsets.UTF_8));
        return new ManagementChannel() {
            @Override
            public Optional<StompFrame> ask(StompFrame question) {
                return Optional.of(answer);
            }

            @Override
            public String session() {
                return "s";
            }

            @Override
            public void pause(long millis) {}
        };
    }
}
