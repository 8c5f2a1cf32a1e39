package org.stompest.jms.dialect.classic;

import org.stompest.jms.StompDestination;
import org.stompest.jms.dialect.TemporaryNaming;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Temporary destinations of Classic are called by the id of their connection and a number, {@code ID:host-1-2-3:4:5}. The
 * connection that makes one calls it {@code /temp-queue/ANYTHING} and reads that name in what comes back; others must know the
 * real one. As a part of a composite destination it is not put back into the maker's words, and so can be read.
 */
final class ClassicTemporaries implements TemporaryNaming {
    private static final String COMPOSITE = ",/queue/unused";

    @Override
    public StompHeaders subscribe(StompDestination guess) {
        return StompHeaders.of(
                StompHeaderNames.DESTINATION, ClassicDestinations.formatOwn(guess), StompHeaderNames.ACK, "auto");
    }

    @Override
    public StompFrame ask(StompDestination guess) {
        String own = ClassicDestinations.formatOwn(guess);
        return StompFrame.of(
                StompCommand.SEND,
                StompHeaders.of(StompHeaderNames.DESTINATION, own, "reply-to", own + COMPOSITE),
                new byte[0]);
    }

    @Override
    public String nameIn(StompFrame answer) {
        String composite = answer.headers().getOrDefault("reply-to", "");
        int comma = composite.indexOf(',');
        String first = comma < 0 ? composite : composite.substring(0, comma);
        return ClassicDestinations.parse(first.isEmpty() ? "?" : first, StompDestination.Kind.TEMPORARY_QUEUE)
                .name();
    }

    @Override
    public String following(String last) {
        String prefix = prefixOf(last);
        String number = last.substring(prefix.length());
        return number.matches("\\d{1,18}") ? prefix + (Long.parseLong(number) + 1) : last + ":1";
    }

    @Override
    public String prefixOf(String name) {
        return name.substring(0, name.lastIndexOf(':') + 1);
    }
}
