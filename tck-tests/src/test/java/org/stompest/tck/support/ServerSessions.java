package org.stompest.tck.support;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What an application server has: a pool of sessions, each run by a thread of the server's, which goes back into the pool after
 * that. Asking for one more than there are blocks.
 */
public final class ServerSessions implements ServerSessionPool, AutoCloseable {
    /** What a listener does with a message, in its session. */
    @FunctionalInterface
    public interface Work {
        void on(Session session, Message message) throws JMSException;
    }

    /** Makes the session of a server session. */
    @FunctionalInterface
    public interface SessionMaker {
        Session make() throws JMSException;
    }

    private final BlockingQueue<ServerSession> free = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Integer> loads = new CopyOnWriteArrayList<>();

    /** A pool whose sessions have a mode. */
    public ServerSessions(Connection connection, int size, int mode, Work work) throws JMSException {
        this(size, () -> connection.createSession(mode), work);
    }

    public ServerSessions(int size, SessionMaker maker, Work work) throws JMSException {
        for (int i = 0; i < size; i++) {
            free.add(new Server(maker.make(), work));
        }
    }

    @Override
    public ServerSession getServerSession() throws JMSException {
        try {
            return free.take();
        } catch (InterruptedException e) {
            throw new JMSException("the server was interrupted while it waited for a session");
        }
    }

    public List<Session> sessions() {
        return sessions;
    }

    /** With how many messages each run was loaded, in the order of their ends. */
    public List<Integer> loads() {
        return loads;
    }

    /** What {@code run} has thrown. */
    public List<Throwable> failures() {
        return failures;
    }

    public int freeSessions() {
        return free.size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Server implements ServerSession {
        private final Session session;
        private int heard;

        Server(Session session, Work work) throws JMSException {
            this.session = session;
            sessions.add(session);
            session.setMessageListener(message -> {
                heard++;
                try {
                    work.on(session, message);
                } catch (JMSException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        @Override
        public Session getSession() {
            return session;
        }

        @Override
        public void start() {
            threads.execute(this::run);
        }

        private void run() {
            heard = 0;
            try {
                session.run();
            } catch (RuntimeException e) {
                failures.add(e);
            } finally {
                loads.add(heard);
                free.add(this);
            }
        }
    }
}
