package org.stompest.testbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.testbroker.FaultProxy.Direction;
import org.stompest.testbroker.FaultProxy.Where;
import org.stompest.testbroker.ProxiedPair.End;
import org.stompest.testbroker.ProxiedPair.Ends;

/** Frames are counted, and connections cut at them, to the byte. */
class FaultProxyFramesTest extends ProxyTest {
    private static final String FIRST = "CONNECT\naccept-version:1.2\n\n^@";
    private static final String SIZED =
            "SEND\r\ndestination:d\r\ncontent-length:5\r\ncontent-length:1\r\n\r\na^@\n^@b^@";
    private static final String PLAIN = "MESSAGE\nid:1\n\nbody\n\n^@";

    /** The receiver gets exactly that, and no byte more. */
    private static void assertLastWords(End receiver, String text) throws IOException {
        assertThat(receiver.read(text)).isEqualTo(text);
        assertReset(receiver);
    }

    @Test
    void framesOfEachDirectionAreCountedAndHeartBeatsAreNot() throws IOException {
        String all = "\n" + FIRST + "\n\r\n" + SIZED + "\n\n" + PLAIN + "\n";
        client.write(all);
        assertThat(broker.read(all)).isEqualTo(all);
        broker.write(PLAIN);
        assertThat(client.read(PLAIN)).isEqualTo(PLAIN);
        assertThat(proxy.frames(Direction.TO_BROKER)).isEqualTo(3);
        assertThat(proxy.frames(Direction.TO_CLIENT)).isEqualTo(1);
    }

    @Test
    void aWatcherIsToldOfEachCommand() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        proxy.watch((direction, command) -> seen.add(direction + " " + command));
        client.write(FIRST + SIZED);
        assertThat(broker.read(FIRST + SIZED)).isEqualTo(FIRST + SIZED);
        broker.write(PLAIN);
        assertThat(client.read(PLAIN)).isEqualTo(PLAIN);
        assertThat(seen).containsExactly("TO_BROKER CONNECT", "TO_BROKER SEND", "TO_CLIENT MESSAGE");
    }

    @Test
    void framesAreCountedOverAllConnections() throws IOException {
        client.write(FIRST);
        assertThat(broker.read(FIRST)).isEqualTo(FIRST);
        Ends second = pair.open();
        proxy.cutAt(Direction.TO_BROKER, 2, Where.AFTER);
        second.client().write(FIRST + FIRST);
        assertLastWords(second.broker(), FIRST);
        client.write(FIRST);
        assertThat(broker.read(FIRST)).as("the other connection").isEqualTo(FIRST);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void cutsAreExactHoweverTheBytesCome(int chunk) throws IOException {
        String before = FIRST + "\n" + SIZED + "\n";
        for (Where where : Where.values()) {
            Ends ends = pair.open();
            proxy.cutAt(Direction.TO_CLIENT, proxy.frames(Direction.TO_CLIENT) + 3, where);
            String all = before + PLAIN + "\n" + PLAIN;
            writeInChunks(ends.broker(), all.replace("^@", "\0"), chunk);
            String passes = switch (where) {
                case BEFORE -> "";
                case MIDDLE -> PLAIN.replace("^@", "\0").substring(0, (PLAIN.length() - 1) / 2);
                case AFTER -> PLAIN;
            };
            assertLastWords(ends.client(), before + passes);
            await().until(() -> proxy.openConnections() == 1); // the one that is not used
        }
    }

    private static void writeInChunks(End end, String text, int chunk) throws IOException {
        try {
            for (int i = 0; i < text.length(); i += chunk) {
                end.write(text.substring(i, Math.min(text.length(), i + chunk)));
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*"); // cut in the middle of it
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, 0", "MIDDLE, 18", "AFTER, 36"})
    void aCutInASizedBodyWithNulsCountsBytes(Where where, int bytes) throws IOException {
        String frame = "SEND\ncontent-length:11\n\n01234\0\0\n\n90\0";
        assertThat(frame).hasSize(36);
        proxy.cutAt(Direction.TO_BROKER, 1, where);
        client.write(frame + FIRST);
        assertThat(broker.read("x".repeat(bytes)))
                .isEqualTo(frame.substring(0, bytes).replace("\0", "^@"));
        assertReset(broker);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, ''", "MIDDLE, 'RECEIPT\nrec'", "AFTER, 'RECEIPT\nreceipt-id:7\n\n^@'"})
    void aCutAtACommandCountsFromNow(Where where, String passes) throws IOException {
        String receipt = "RECEIPT\nreceipt-id:7\n\n^@";
        broker.write(receipt);
        assertThat(client.read(receipt)).isEqualTo(receipt);
        proxy.cutAt(Direction.TO_CLIENT, "RECEIPT", 2, where);
        String before = PLAIN + "\n" + receipt + PLAIN;
        broker.write(before);
        assertThat(client.read(before)).isEqualTo(before);
        broker.write(receipt.substring(0, 4));
        broker.write(receipt.substring(4) + PLAIN);
        assertLastWords(client, passes);
    }

    @Test
    void aBrokenFrameIsNotHeldBackForItsCommand() throws IOException {
        proxy.cutAt(Direction.TO_BROKER, "ACK", 1, Where.BEFORE);
        client.write("no line^@SEND\n");
        assertThat(broker.read("no line^@SEND\n")).isEqualTo("no line^@SEND\n");
        client.write("\n^@ACK\n");
        assertLastWords(broker, "\n^@");
    }

    @Test
    void aFrameThatHasPassedMeansTheNext() throws IOException {
        client.write(FIRST + FIRST);
        assertThat(broker.read(FIRST + FIRST)).isEqualTo(FIRST + FIRST);
        proxy.cutAt(Direction.TO_BROKER, 1, Where.AFTER);
        client.write(FIRST + FIRST);
        assertLastWords(broker, FIRST);
    }

    @Test
    void severalCutsCountOnceEach() throws IOException {
        proxy.cutAt(Direction.TO_BROKER, 1, Where.AFTER);
        proxy.cutAt(Direction.TO_BROKER, 3, Where.BEFORE);
        client.write(FIRST);
        assertLastWords(broker, FIRST);
        Ends second = pair.open();
        second.client().write(FIRST + SIZED);
        assertLastWords(second.broker(), FIRST);
        Ends third = pair.open();
        third.client().write(FIRST + SIZED);
        assertThat(third.broker().read(FIRST + SIZED)).isEqualTo(FIRST + SIZED);
    }

    @Test
    void aFrameThatStopsAmidIsPassedOnAtItsEnd() throws IOException {
        proxy.cutAt(Direction.TO_BROKER, 1, Where.MIDDLE);
        client.write("SEND\n\nhalf");
        client.socket().shutdownOutput();
        assertThat(broker.read("SEND\n\nhalf")).isEqualTo("SEND\n\nhalf");
        assertThat(broker.readByte()).isNegative();
    }

    @Test
    void frameZeroIsRefused() {
        assertThatThrownBy(() -> proxy.cutAt(Direction.TO_BROKER, 0, Where.AFTER))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
