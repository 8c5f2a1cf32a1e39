package org.stompest.jms.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stompest.wire.options.Option;

class JmsOptionsTest {
    @Test
    void defaultsAreFinite() {
        JmsOptions options = JmsOptions.parse(Map.of());

        assertThat(options).isEqualTo(JmsOptions.DEFAULT);
        assertThat(options.prefetch()).isEqualTo(1000);
        assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.sendTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(options.transactionBytes()).isEqualTo(64L * 1024 * 1024);
        assertThat(options.redelivery().isDeadLetter(Integer.MAX_VALUE)).isFalse();
        assertThat(options.deserializationAllowList()).isEmpty();
        assertThat(options.validatePropertyNames()).isTrue();
        assertThat(options.localMessageExpiry()).isTrue();
    }

    @Test
    void everyOptionArrives() {
        JmsOptions options = JmsOptions.parse(Map.ofEntries(
                Map.entry("jms.username", "me"),
                Map.entry("jms.password", "p"),
                Map.entry("jms.clientID", "c"),
                Map.entry("jms.dialect", "artemis"),
                Map.entry("jms.prefetchPolicy.all", "1"),
                Map.entry("jms.requestTimeout", "2"),
                Map.entry("jms.sendTimeout", "3"),
                Map.entry("jms.closeTimeout", "4"),
                Map.entry("jms.forceAsyncSend", "true"),
                Map.entry("jms.forceSyncSend", "false"),
                Map.entry("jms.repeatInDoubt", "false"),
                Map.entry("jms.maxUnconfirmedSends", "9"),
                Map.entry("jms.maxUnconfirmedBytes", "11"),
                Map.entry("jms.redeliveryPolicy.maxRedeliveries", "5"),
                Map.entry("jms.redeliveryPolicy.deadLetterQueue", "dead"),
                Map.entry("jms.redeliveryPolicy.initialRedeliveryDelay", "10"),
                Map.entry("jms.redeliveryPolicy.redeliveryDelay", "20"),
                Map.entry("jms.redeliveryPolicy.useExponentialBackOff", "true"),
                Map.entry("jms.redeliveryPolicy.backOffMultiplier", "2"),
                Map.entry("jms.redeliveryPolicy.maximumRedeliveryDelay", "30"),
                Map.entry("jms.transactionBytes", "6"),
                Map.entry("jms.deserializationPolicy.allowList", "a.b,c"),
                Map.entry("jms.deserializationPolicy.denyList", "d"),
                Map.entry("jms.deserializationPolicy.maxDepth", "7"),
                Map.entry("jms.deserializationPolicy.maxBytes", "8"),
                Map.entry("jms.validatePropertyNames", "false"),
                Map.entry("jms.localMessageExpiry", "false"),
                Map.entry("jms.localMessagePriority", "true")));

        assertThat(options)
                .isEqualTo(new JmsOptions(
                        "me",
                        "p",
                        "c",
                        "artemis",
                        1,
                        Duration.ofMillis(2),
                        Duration.ofMillis(3),
                        Duration.ofMillis(4),
                        true,
                        false,
                        false,
                        9,
                        11,
                        new RedeliveryPolicy(5, "dead", 10, 20, true, 2, 30),
                        6,
                        List.of("a.b", "c"),
                        List.of("d"),
                        7,
                        8,
                        false,
                        false,
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "jms.userName, jms.username",
        "jms.clientId, jms.clientID",
        "jms.prefetch, jms.prefetchPolicy.all",
        "jms.useAsyncSend, jms.forceAsyncSend",
        "jms.alwaysSyncSend, jms.forceSyncSend",
        "jms.redeliveryPolicy.maximumRedeliveries, jms.redeliveryPolicy.maxRedeliveries",
        "jms.deserializationAllowList, jms.deserializationPolicy.allowList",
    })
    void otherSpellingsMeanTheSame(String spelling, String proper) {
        Option<?> option = JmsOptions.options().find(spelling);

        assertThat(option).isNotNull();
        assertThat(option.name()).isEqualTo(proper);
    }

    @ParameterizedTest
    @CsvSource({
        "jms.prefetch, abc, a whole number from 0 to 1000000",
        "jms.prefetch, -1, a whole number from 0 to 1000000",
        "jms.sendTimeout, 0, a whole number of milliseconds of at least 1",
        "jms.forceSyncSend, 1, true or false",
        "jms.redeliveryPolicy.maxRedeliveries, -2, a whole number of at least -1",
    })
    void malformedValueIsNamedWithWhatIsAllowed(String name, String value, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JmsOptions.parse(Map.of(name, value)))
                .withMessageContaining("has the value '" + value + "', allowed is " + allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "jms.nosuch, known are jms.alwaysSyncSend",
        "jms.prefetchPolicy.al, did you mean jms.prefetchPolicy.all?",
        "jms.requestTimeOut, did you mean jms.requestTimeout?",
    })
    void unknownOptionIsNamed(String name, String help) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JmsOptions.parse(Map.of(name, "1")))
                .withMessageContaining("unknown option '" + name + "' with the value '1'")
                .withMessageContaining(help);
    }

    @Test
    void sendsCannotBeForcedBothWays() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JmsOptions.parse(Map.of("jms.forceSyncSend", "true", "jms.forceAsyncSend", "true")))
                .withMessageContaining("jms.forceAsyncSend")
                .withMessageContaining("jms.forceSyncSend");
    }

    @Test
    void optionsOfActiveMqWithoutMeaningAreAccepted() {
        assertThat(JmsOptions.parse(Map.of("jms.watchTopicAdvisories", "false")))
                .isEqualTo(JmsOptions.DEFAULT);
    }

    @Test
    void textShowsNoPassword() {
        assertThat(JmsOptions.DEFAULT.withCredentials("me", "geheim"))
                .asString()
                .contains("username=me", "password=***")
                .doesNotContain("geheim");
    }
}
