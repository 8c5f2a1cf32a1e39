package org.stompest.wire.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://a:1 | tcp://a:1",
                "tcp://a?stomp.passcode=geheim | tcp://a?stomp.passcode=***",
                "tcp://a?stomp.passcode=geheim&jms.prefetch=1 | tcp://a?stomp.passcode=***&jms.prefetch=1",
                "tcp://a?jms.password=gehe&im=geheim&x | tcp://a?jms.password=***",
                "tcp://me:geheim@a:1?x=1 | tcp://***@a:1?x=1",
                "failover:(tcp://a?stomp.passcode=geheim,tcp://b)?randomize=false"
                        + " | failover:(tcp://a?stomp.passcode=***,tcp://b)?randomize=false",
                "failover:(tcp://a?stomp.passcode=geheim)?jms.PASSWORD=geheim"
                        + " | failover:(tcp://a?stomp.passcode=***)?jms.PASSWORD=***",
                "no uri but passcode=geheim | no uri but passcode=***",
            })
    void passwordsAreMasked(String uri, String shown) {
        assertThat(Secrets.mask(uri)).isEqualTo(shown);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Secrets.mask(null)).isNull();
    }
}
