package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stompest.wire.StompProtocolException;

class LastErrorTest {
    private static final StompProtocolException ERROR = new StompProtocolException("not allowed");

    private final LastError last = new LastError();

    @Test
    void withoutErrorThereIsNothingToExplainAnEnd() {
        assertThat(last.explains(0)).isEmpty();
    }

    @Test
    void anEndSoonAfterAnErrorIsDueToIt() {
        last.came(ERROR, 3, seconds(100));
        last.outlived(3);

        assertThat(last.explains(seconds(101))).containsSame(ERROR);
    }

    @Test
    void aReceiptForWhatWasWrittenLaterShowsThatTheConnectionHasOutlivedIt() {
        last.came(ERROR, 3, seconds(100));
        last.outlived(4);

        assertThat(last.explains(seconds(101))).isEmpty();
    }

    @Test
    void anEndMuchLaterHasOtherReasons() {
        last.came(ERROR, 3, seconds(100));

        assertThat(last.explains(seconds(111))).isEmpty();
    }

    private static long seconds(int count) {
        return TimeUnit.SECONDS.toNanos(count);
    }
}
