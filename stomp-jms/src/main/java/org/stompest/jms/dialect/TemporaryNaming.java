package org.stompest.jms.dialect;

import org.stompest.jms.StompDestination;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/**
 * How to learn the names of temporary destinations, where the broker gives them itself and whoever makes one knows it by a name of
 * his own. The provider wants both names to be the same, so that a destination can be handed to other connections: it guesses
 * what the broker will call the next one, makes it under that name, asks, and guesses again if the broker says another.
 *
 * <p>Stateless; used by any thread.
 */
public interface TemporaryNaming {
    /**
     * Writes the SUBSCRIBE that makes a temporary destination and hears the answer.
     *
     * @param guess the destination under its guessed name
     * @return all headers but {@code id} and {@code receipt}; what comes needs no acknowledgement
     */
    StompHeaders subscribe(StompDestination guess);

    /**
     * Writes a SEND to that destination, whose MESSAGE tells the broker's name of it.
     *
     * @param guess the destination under its guessed name
     * @return the frame without {@code receipt}
     */
    StompFrame ask(StompDestination guess);

    /**
     * Reads the answer.
     *
     * @param answer the MESSAGE that came of {@link #ask}
     * @return the broker's name for the destination
     */
    String nameIn(StompFrame answer);

    /**
     * Guesses the name of the destination that the same connection makes next.
     *
     * @param last the broker's name for the last one
     * @return the next name
     */
    String following(String last);

    /**
     * Finds what the names of all temporary destinations of a connection begin with, and no others.
     *
     * @param name of one of them
     * @return its beginning
     */
    String prefixOf(String name);
}
