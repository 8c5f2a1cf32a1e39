package org.stompest.tck.cuts;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** The life of a connection. */
final class Connecting {
    private Connecting() {}

    static void startAndClose(Play play) throws JMSException {
        try (Connection connection = play.connection("")) {
            connection.setClientID(play.name);
            connection.start();
            connection.stop();
            connection.start();
            try (Session session = connection.createSession()) {
                play.assertUsable(session);
            }
        }
        try (Connection again = play.connect();
                Session session = again.createSession()) {
            play.assertUsable(session);
        }
    }
}
