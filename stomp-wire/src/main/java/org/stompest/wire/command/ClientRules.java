package org.stompest.wire.command;

import java.util.List;
import java.util.regex.Pattern;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompVersion;

/** What each client frame must have and must not have, by version. */
final class ClientRules {
    private static final List<String> ACK_MODES_OF_1_0 = List.of("auto", "client");
    private static final List<String> ACK_MODES = List.of("auto", "client", "client-individual");
    private static final Pattern HEART_BEAT = Pattern.compile("[0-9]+,[0-9]+");

    private ClientRules() {}

    static StompFrame check(StompVersion version, StompFrame frame) {
        StompCommand command = frame.command();
        if (!command.isClientCommand()) {
            throw new StompProtocolException(command + " comes from a server; a client does not send it");
        }
        if (!version.supports(command)) {
            throw new StompProtocolException("STOMP " + version + " has no command " + command);
        }
        if (frame.bodyLength() != 0 && !version.allowsBody(command)) {
            throw new StompProtocolException("STOMP " + version + " allows no body on " + command);
        }
        switch (command) {
            case CONNECT, STOMP -> checkOpening(version, frame);
            case SEND -> require(frame, StompHeaderNames.DESTINATION);
            case SUBSCRIBE -> checkSubscribe(version, frame);
            case UNSUBSCRIBE -> checkUnsubscribe(version, frame);
            case ACK, NACK -> checkAcknowledgement(version, frame);
            case BEGIN, COMMIT, ABORT -> require(frame, StompHeaderNames.TRANSACTION);
            default -> {
                // DISCONNECT needs nothing.
            }
        }
        return frame;
    }

    static void require(StompFrame frame, String name) {
        if (frame.header(name) == null) {
            throw new StompProtocolException(frame.command() + " needs a header " + name);
        }
    }

    static void checkReceipt(StompFrame frame) {
        StompCommand command = frame.command();
        if (!command.isClientCommand() || command == StompCommand.CONNECT || command == StompCommand.STOMP) {
            throw new StompProtocolException(command + " cannot ask for a receipt");
        }
    }

    private static void checkOpening(StompVersion version, StompFrame frame) {
        if (version.negotiates()) {
            require(frame, StompHeaderNames.ACCEPT_VERSION);
            require(frame, StompHeaderNames.HOST);
        }
        String heartBeat = frame.header(StompHeaderNames.HEART_BEAT);
        if (heartBeat != null && !HEART_BEAT.matcher(heartBeat).matches()) {
            throw new StompProtocolException(frame.command() + " has heart-beat " + heartBeat
                    + ", which should be two numbers of milliseconds with a comma between");
        }
        if (frame.header(StompHeaderNames.RECEIPT) != null) {
            throw new StompProtocolException(frame.command() + " cannot ask for a receipt");
        }
    }

    private static void checkSubscribe(StompVersion version, StompFrame frame) {
        require(frame, StompHeaderNames.DESTINATION);
        if (version.namesSubscriptions()) {
            require(frame, StompHeaderNames.ID);
        }
        String mode = frame.header(StompHeaderNames.ACK);
        List<String> modes = version == StompVersion.V1_0 ? ACK_MODES_OF_1_0 : ACK_MODES;
        if (mode != null && !modes.contains(mode)) {
            throw new StompProtocolException("SUBSCRIBE has ack " + mode + ", which in STOMP " + version
                    + " should be one of " + String.join(", ", modes));
        }
    }

    private static void checkUnsubscribe(StompVersion version, StompFrame frame) {
        if (version.namesSubscriptions()) {
            require(frame, StompHeaderNames.ID);
        } else if (frame.header(StompHeaderNames.ID) == null && frame.header(StompHeaderNames.DESTINATION) == null) {
            throw new StompProtocolException("UNSUBSCRIBE needs a header id or destination");
        }
    }

    private static void checkAcknowledgement(StompVersion version, StompFrame frame) {
        if (version.acknowledgesById()) {
            require(frame, StompHeaderNames.ID);
        } else {
            require(frame, StompHeaderNames.MESSAGE_ID);
            if (version.namesSubscriptions()) {
                require(frame, StompHeaderNames.SUBSCRIPTION);
            }
        }
    }
}
