package org.stompest.wire.codec;

import java.nio.charset.StandardCharsets;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompVersion;

/**
 * How the headers of a frame are written, as told by {@link StompVersion}: which characters go as they are, which are
 * escaped and which cannot be written ("Value Encoding"). Immutable; there is one for each case.
 */
final class HeaderEscaping {
    /** Written as it is. */
    static final byte PLAIN = 0;
    /** Cannot be written. */
    static final byte REFUSED = 1;
    // Any other entry of the tables is the letter that follows the backslash.

    private static final HeaderEscaping[][] ALL = new HeaderEscaping[StompVersion.values().length][];

    static {
        for (StompVersion version : StompVersion.values()) {
            StompCommand[] commands = StompCommand.values();
            HeaderEscaping escaped = new HeaderEscaping(version, true);
            HeaderEscaping raw = new HeaderEscaping(version, false);
            HeaderEscaping connect = raw.withoutCarriageReturn();
            HeaderEscaping[] byCommand = new HeaderEscaping[commands.length];
            for (StompCommand command : commands) {
                byCommand[command.ordinal()] =
                        version.escapesHeaders(command) ? escaped : opensSession(command) ? connect : raw;
            }
            ALL[version.ordinal()] = byCommand;
        }
    }

    private final StompVersion version;
    private final boolean escapes;
    private final byte[] inName = new byte[128];
    private final byte[] inValue = new byte[128];

    private HeaderEscaping(StompVersion version, boolean escapes) {
        this.version = version;
        this.escapes = escapes;
        both('\0', REFUSED);
        both('\n', escapes ? (byte) 'n' : REFUSED);
        if (escapes) {
            both('\\', (byte) '\\');
            both(':', (byte) 'c');
            if (version.escapesCarriageReturn()) {
                both('\r', (byte) 'r');
            }
        } else {
            inName[':'] = REFUSED;
        }
    }

    private void both(char character, byte how) {
        inName[character] = how;
        inValue[character] = how;
    }

    private HeaderEscaping withoutCarriageReturn() {
        HeaderEscaping connect = new HeaderEscaping(version, false);
        connect.both('\r', REFUSED);
        return connect;
    }

    private static boolean opensSession(StompCommand command) {
        return command == StompCommand.CONNECT || command == StompCommand.STOMP || command == StompCommand.CONNECTED;
    }

    static HeaderEscaping of(StompVersion version, StompCommand command) {
        return ALL[version.ordinal()][command.ordinal()];
    }

    /** {@return for each ASCII character of a name: {@link #PLAIN}, {@link #REFUSED} or the letter of its escape} */
    byte[] inName() {
        return inName;
    }

    /** {@return for each ASCII character of a value: {@link #PLAIN}, {@link #REFUSED} or the letter of its escape} */
    byte[] inValue() {
        return inValue;
    }

    /** {@return whether a backslash begins an escape} */
    boolean escapes() {
        return escapes;
    }

    /** {@return whether nothing but ASCII may stand in a header} */
    boolean asciiOnly() {
        return version.headerCharset() == StandardCharsets.US_ASCII;
    }

    /** {@return the version that rules} */
    StompVersion version() {
        return version;
    }

    /**
     * Reads an escape.
     *
     * @param letter what follows the backslash
     * @return the byte that it stands for, or -1 if the version does not define it
     */
    int unescape(byte letter) {
        return switch (letter) {
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'c' -> ':';
            case 'r' -> version.escapesCarriageReturn() ? '\r' : -1;
            default -> -1;
        };
    }
}
