package org.stompest.wire.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "failover:(tcp://a:1,tcp://b:2)?x=1",
                "failover://(tcp://a:1,tcp://b:2)?x=1",
                "FAILOVER:( tcp://a:1 , tcp://b:2 )?x=1",
                "failover:tcp://a:1,tcp://b:2?x=1",
            })
    void everyFormGivesTheSameParts(String uri) {
        FailoverUri parts = FailoverUri.parse(uri);

        assertThat(parts.brokers()).containsExactly("tcp://a:1", "tcp://b:2");
        assertThat(parts.options()).containsExactly(entry("x", "1"));
    }

    @Test
    void brokersKeepTheirOwnOptions() {
        FailoverUri parts = FailoverUri.parse("failover:(tcp://a?stomp.heartBeat=1,2&x=(y),tcp://[::1]:1?z=1)?w=1,v=2");

        assertThat(parts.brokers()).containsExactly("tcp://a?stomp.heartBeat=1,2&x=(y)", "tcp://[::1]:1?z=1");
        assertThat(parts.options()).containsExactly(entry("w", "1"), entry("v", "2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://a | begins with failover:",
                "failover: | there is no broker",
                "failover:() | there is no broker",
                "failover:(tcp://a,,tcp://b) | an empty place",
                "failover:(tcp://a,) | an empty place",
                "failover:(tcp://a | does not end",
                "failover:(tcp://a)x=1 | something other than '?'",
                "failover:tcp://a?x=1,tcp://b | need parentheses",
            })
    void malformedUriIsExplained(String uri, String explanation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailoverUri.parse(uri))
                .withMessageContaining(explanation);
    }

    @Test
    void textShowsNoValue() {
        assertThat(FailoverUri.parse("failover:(tcp://a?stomp.passcode=geheim)?jms.password=geheim"))
                .asString()
                .contains("jms.password")
                .doesNotContain("geheim");
    }
}
