package org.stompest.chaos.work;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The JMS connections of one set of streams: one for all roles, or one for each. */
final class Connections {
    private final String name;
    private final Desk desk;
    private final Map<Role, Connection> byRole = new EnumMap<>(Role.class);
    private final Set<Connection> all = new LinkedHashSet<>();

    private Connections(String name, Desk desk) {
        this.name = name;
        this.desk = desk;
    }

    /** One for all. */
    static Connections one(String name, Desk desk, ConnectionFactory factory) throws JMSException {
        Connections connections = new Connections(name, desk);
        Connection connection = connections.open(factory, name);
        for (Role role : Role.values()) {
            connections.byRole.put(role, connection);
        }
        return connections;
    }

    /** One for each, made by the factory for it. */
    static Connections many(String name, Desk desk, Map<Role, ConnectionFactory> factories) throws JMSException {
        Connections connections = new Connections(name, desk);
        for (Role role : Role.values()) {
            connections.byRole.put(role, connections.open(factories.get(role), name + "-" + role));
        }
        return connections;
    }

    private Connection open(ConnectionFactory factory, String clientId) throws JMSException {
        Connection connection = desk.within("connect", desk.timeOuts().request(), factory::createConnection);
        connection.setClientID("chaos-" + clientId);
        connection.setExceptionListener(failure -> desk.problems().fatal("connection " + clientId, failure));
        all.add(connection);
        return connection;
    }

    String name() {
        return name;
    }

    Connection of(Role role) {
        return byRole.get(role);
    }

    void start() throws JMSException {
        for (Connection connection : all) {
            desk.request("start", connection::start);
        }
    }

    void close() {
        for (Connection connection : all) {
            try {
                desk.close("close", connection::close);
            } catch (JMSException e) {
                desk.problems().told("close", e);
            }
        }
    }
}
