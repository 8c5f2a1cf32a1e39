package org.stompest.wire.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrameEndsTest {
    private static final List<String> FRAMES = List.of(
            "SEND\ndestination:q\n\nhello\0",
            "SEND\ndestination:q\ncontent-length:5\n\na\0b\0c\0",
            "SEND\r\ncontent-length:3\r\ncontent-length:99\r\n\r\n\0\n\0\0",
            "SEND\nx-content-length:7\ncontent-lengthy:7\n\n\0",
            "SEND\ncontent-length:0\n\n\0",
            "\n",
            "DISCONNECT\nreceipt:1\n\n\0",
            "SEND\n\ncontent-length:7\n\0");

    @Property(tries = 2_000)
    void everyFrameIsFoundHoweverTheBytesAreCut(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 7) Integer> indexes,
            @ForAll @IntRange(min = 1, max = 40) int piece) {
        StringBuilder text = new StringBuilder();
        List<Integer> expected = new ArrayList<>();
        for (int index : indexes) {
            String frame = FRAMES.get(index);
            boolean moreBeats = frame.equals("\n")
                    && text.length() > 0
                    && text.charAt(text.length() - 1) == '\n'
                    && !expected.isEmpty()
                    && expected.get(expected.size() - 1) == text.length();
            text.append(frame);
            if (moreBeats) {
                expected.remove(expected.size() - 1);
            }
            expected.add(text.length());
        }
        byte[] bytes = text.toString().getBytes(UTF_8);

        FrameEnds ends = new FrameEnds();
        List<Integer> found = new ArrayList<>();
        for (int start = 0; start < bytes.length; ) {
            int stop = Math.min(bytes.length, start - start % piece + piece);
            int end = ends.next(bytes, start, stop);
            if (end >= 0) {
                found.add(end);
            }
            start = end < 0 ? stop : end;
        }

        assertThat(found).containsAll(expected);
        assertThat(found)
                .allSatisfy(end -> assertThat(expected.contains(end) || bytes[end - 1] == '\n')
                        .isTrue());
    }
}
