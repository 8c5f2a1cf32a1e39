package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.stompest.wire.frame.StompCommand;

/** Finds commands by their bytes, without making a string. */
final class Commands {
    /** The number of bytes of the longest command. */
    static final int LONGEST = StompCommand.UNSUBSCRIBE.length();

    private static final StompCommand[] ALL = StompCommand.values();
    private static final byte[][] BYTES = new byte[ALL.length][];
    private static final int[][] BY_LENGTH = new int[LONGEST + 1][];

    static {
        for (StompCommand command : ALL) {
            BYTES[command.ordinal()] = command.name().getBytes(StandardCharsets.US_ASCII);
        }
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            BY_LENGTH[length] = Arrays.stream(ALL)
                    .filter(command -> command.length() == wanted)
                    .mapToInt(StompCommand::ordinal)
                    .toArray();
        }
    }

    private Commands() {}

    /** {@return the command that these bytes are, or null} */
    static StompCommand find(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        for (int ordinal : BY_LENGTH[to - from]) {
            if (Arrays.equals(bytes, from, to, BYTES[ordinal], 0, to - from)) {
                return ALL[ordinal];
            }
        }
        return null;
    }

    /** {@return whether a command begins with these bytes; a carriage return may follow the whole of one} */
    static boolean beginsOne(byte[] bytes, int from, int to) {
        int stop = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        if (stop < to) {
            return find(bytes, from, stop) != null;
        }
        for (byte[] command : BYTES) {
            if (to - from <= command.length && Arrays.equals(bytes, from, to, command, 0, to - from)) {
                return true;
            }
        }
        return false;
    }
}
