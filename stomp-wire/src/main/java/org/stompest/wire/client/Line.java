package org.stompest.wire.client;

import java.util.function.Consumer;
import org.stompest.wire.StompException;
import org.stompest.wire.connection.ConnectionHandler;
import org.stompest.wire.connection.Negotiation;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.session.ServerInfo;
import org.stompest.wire.session.StompSession;
import org.stompest.wire.transport.Transport;

/**
 * One connection to one of the brokers: in use, or held ready. It negotiates with a session of its own, and remembers what was
 * said so that the session of the one who uses it in the end can be told.
 *
 * <p>Threads: opened by one thread; then immutable, but for {@link #use}, which comes once.
 */
final class Line {
    private final int broker;
    private final Transport transport;
    private final ConnectionHandler user;
    private final Consumer<Line> whenSpareLost;
    private final StompSession session = new StompSession(false);
    private StompFrame connect; // by the opening thread, as are the next two
    private StompFrame connected;
    private StompConnection connection;
    private volatile boolean used;

    private Line(int broker, Transport transport, ConnectionHandler user, Consumer<Line> whenSpareLost) {
        this.broker = broker;
        this.transport = transport;
        this.user = user;
        this.whenSpareLost = whenSpareLost;
    }

    /**
     * Opens a connection.
     *
     * @param broker its place in the list of brokers
     * @param endpoint how to reach it
     * @param transport not yet connected
     * @param user told of everything from {@link #use} on
     * @param whenSpareLost told if it ends before
     * @throws StompException if it could not be opened
     */
    static Line open(
            int broker,
            BrokerEndpoint endpoint,
            Transport transport,
            ConnectionHandler user,
            Consumer<Line> whenSpareLost) {
        Line line = new Line(broker, transport, user, whenSpareLost);
        line.connection = StompConnection.open(
                endpoint.address(),
                transport,
                endpoint.transport(),
                endpoint.connect(),
                line.new Recorded(),
                line.new Relay());
        return line;
    }

    int broker() {
        return broker;
    }

    Transport transport() {
        return transport;
    }

    StompConnection connection() {
        return connection;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** From here on the user is told of what comes. */
    Line use() {
        used = true;
        return this;
    }

    /** Tells a session, which must be disconnected, what was negotiated. */
    void introduceTo(StompSession other) {
        other.connect(connect);
        other.connected(connected);
    }

    private final class Recorded implements Negotiation {
        @Override
        public StompFrame connect(StompFrame frame) {
            connect = session.connect(frame);
            return connect;
        }

        @Override
        public ServerInfo connected(StompFrame frame) {
            ServerInfo info = session.connected(frame);
            connected = frame;
            return info;
        }
    }

    /** Nobody asked a spare connection for anything: what comes there is of no use to anybody. */
    private final class Relay implements ConnectionHandler {
        @Override
        public void onMessage(StompConnection from, StompFrame message) {
            if (used) {
                user.onMessage(from, message);
            }
        }

        @Override
        public void onClosed(StompConnection ended, StompException why) {
            if (used) {
                user.onClosed(ended, why);
            } else {
                whenSpareLost.accept(Line.this);
            }
        }

        @Override
        public void onError(StompConnection from, StompFrame error) {
            if (used) {
                user.onError(from, error);
            }
        }

        @Override
        public boolean meansEnd(StompConnection from, StompFrame error) {
            return used && user.meansEnd(from, error);
        }

        @Override
        public void onReceived(StompConnection from, StompFrame frame) {
            if (used) {
                user.onReceived(from, frame);
            }
        }

        @Override
        public void onSent(StompConnection to, StompFrame frame) {
            if (used) {
                user.onSent(to, frame);
            }
        }
    }
}
