package org.stompest.wire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartBeatTest {
    @ParameterizedTest(name = "client {0},{1} and server {2},{3} agree on {4},{5}")
    @CsvSource({
        "0,0,0,0,0,0",
        "10,20,0,0,0,0",
        "0,0,30,40,0,0",
        "10,0,30,40,40,0",
        "0,20,30,40,0,30",
        "10,20,30,40,40,30",
        "50,60,30,40,50,60",
        "10,20,30,0,0,30",
        "10,20,0,40,40,0"
    })
    @DisplayName("STOMP, Heart-beating: none if either side says 0, else the larger number")
    void negotiation(int send, int receive, int serverSend, int serverReceive, int agreedSend, int agreedReceive) {
        assertThat(new HeartBeat(send, receive).negotiate(new HeartBeat(serverSend, serverReceive)))
                .isEqualTo(new HeartBeat(agreedSend, agreedReceive));
    }

    @Test
    void textThereAndBack() {
        assertThat(HeartBeat.parse("10000,2147483647")).isEqualTo(new HeartBeat(10000, Integer.MAX_VALUE));
        assertThat(HeartBeat.parse(new HeartBeat(1, 0).toString())).isEqualTo(new HeartBeat(1, 0));
        assertThat(HeartBeat.parse(null)).isEqualTo(HeartBeat.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1",
                "1,",
                ",1",
                "1,2,3",
                "-1,0",
                "+1,0",
                " 1,0",
                "1, 0",
                "a,b",
                "1,2147483648",
                "\u0661,1"
            })
    void malformedText(String text) {
        assertThatThrownBy(() -> HeartBeat.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("heart-beat '" + text + "' should be two numbers of milliseconds");
    }

    @Test
    void negativeNumbers() {
        assertThatThrownBy(() -> new HeartBeat(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeartBeat(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
