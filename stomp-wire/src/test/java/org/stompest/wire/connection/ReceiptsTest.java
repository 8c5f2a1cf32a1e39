package org.stompest.wire.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.wire.StompConnectionException;
import org.stompest.wire.StompProtocolException;

class ReceiptsTest {
    private final Receipts receipts = new Receipts();
    private final List<String> told = new ArrayList<>();

    @Test
    void eachIsFoundOnceInWhateverOrder() {
        ReceiptHandler first = waiter("1");
        ReceiptHandler second = waiter("2");
        ReceiptHandler third = waiter("3");
        receipts.add("1", first, 0);
        receipts.add("2", second, 0);
        receipts.add("3", third, 0);

        assertThat(receipts.remove("2").handler()).isSameAs(second);
        assertThat(receipts.remove("1").handler()).isSameAs(first);
        assertThat(receipts.remove("1")).isNull();
        assertThat(receipts.remove("3").handler()).isSameAs(third);
        assertThat(receipts.size()).isZero();
    }

    @Test
    void anUnknownOneDisturbsNobody() {
        receipts.add("1", waiter("1"), 0);

        assertThat(receipts.remove("x")).isNull();
        assertThat(receipts.size()).isEqualTo(1);
    }

    @Test
    void aLossIsToldToAllInOrder() {
        receipts.add("b", waiter("b"), 0);
        receipts.add("a", waiter("a"), 0);
        receipts.add("c", waiter("c"), 0);
        receipts.remove("a");

        receipts.lost(new StompConnectionException("gone", null), 1);

        assertThat(told).containsExactly("b gone", "c gone");
        assertThat(receipts.size()).isZero();
    }

    @Test
    void afterALossNobodyIsTakenIn() {
        receipts.lost(new StompConnectionException("gone", null), 1);

        assertThat(receipts.add("1", waiter("1"), 0)).isFalse();
        assertThat(receipts.size()).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void aHandlerMayAskForMore() {
        receipts.add(
                "1",
                new Teller("1") {
                    @Override
                    public void onLost(StompConnectionException why) {
                        super.onLost(why);
                        told.add("more: " + receipts.add("2", waiter("2"), 0));
                    }
                },
                0);

        receipts.lost(new StompConnectionException("gone", null), 1);

        assertThat(told).containsExactly("1 gone", "more: false");
    }

    @Test
    void anIdThatIsAwaitedIsRefusedUntilItsReceiptCame() {
        ReceiptHandler first = waiter("1");
        receipts.add("1", first, 0);

        assertThatThrownBy(() -> receipts.add("1", waiter("other"), 0))
                .isInstanceOf(StompProtocolException.class)
                .hasMessageContaining("'1' is awaited already");

        assertThat(receipts.remove("1").handler()).isSameAs(first);
        assertThat(receipts.add("1", waiter("again"), 0)).isTrue();
    }

    @Test
    void afterManyHaveGoneInWhateverOrderOthersAreTakenIn() {
        for (int i = 0; i < 1_000; i++) {
            receipts.add("id" + i, waiter("1"), 0);
        }
        for (int i = 999; i >= 0; i--) {
            assertThat(receipts.remove("id" + i)).isNotNull();
        }

        receipts.add("b", waiter("b"), 0);
        receipts.add("a", waiter("a"), 0);
        receipts.lost(new StompConnectionException("gone", null), 1);

        assertThat(told).containsExactly("b gone", "a gone");
    }

    private ReceiptHandler waiter(String name) {
        return new Teller(name);
    }

    private class Teller implements ReceiptHandler {
        private final String name;

        Teller(String name) {
            this.name = name;
        }

        @Override
        public void onReceipt() {
            told.add(name + " received");
        }

        @Override
        public void onRefused(StompProtocolException refusal) {
            told.add(name + " refused");
        }

        @Override
        public void onLost(StompConnectionException why) {
            told.add(name + " " + why.getMessage());
        }
    }
}
