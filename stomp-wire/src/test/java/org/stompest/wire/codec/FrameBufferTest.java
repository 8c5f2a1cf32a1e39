package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameBufferTest {
    private final FrameBuffer buffer = new FrameBuffer(0);

    @Test
    void growsAsBytesAreAppended() {
        for (int i = 0; i < 300; i++) {
            buffer.append((byte) i);
            buffer.append(new byte[] {9, (byte) i, 9}, 1, 1);
        }

        assertThat(buffer.size()).isEqualTo(600);
        for (int i = 0; i < 600; i++) {
            assertThat(buffer.array()[i]).isEqualTo((byte) (i / 2));
        }
    }

    @Test
    void clearKeepsTheArray() {
        buffer.append(new byte[1000], 0, 1000);
        byte[] array = buffer.array();
        buffer.clear();

        assertThat(buffer.size()).isZero();
        assertThat(buffer.array()).isSameAs(array);
    }

    @Test
    void truncateForgetsTheEnd() {
        buffer.append(Wire.bytes("abc"), 0, 3);
        buffer.truncate(1);
        buffer.append((byte) 'd');

        assertThat(Arrays.copyOf(buffer.array(), buffer.size())).containsExactly('a', 'd');
        assertThatThrownBy(() -> buffer.truncate(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> buffer.truncate(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void trimGivesMemoryBackButKeepsTheBytes() {
        buffer.append(new byte[1000], 0, 1000);
        buffer.trimTo(100);
        assertThat(buffer.array()).hasSizeGreaterThanOrEqualTo(1000);

        buffer.truncate(2);
        buffer.trimTo(100);
        assertThat(buffer.array()).hasSize(100);
        assertThat(buffer.size()).isEqualTo(2);

        buffer.trimTo(200);
        assertThat(buffer.array()).hasSize(100);
    }
}
