package org.stompest.jms.internal.connection;

import jakarta.jms.JMSException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.wire.client.StompUri;
import org.stompest.wire.failover.ReconnectOptions;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.Secrets;

/**
 * What a connection factory was set up with: a URI, and options that were set beside it and win over those in it. Checked
 * when it is read, not when it is set.
 *
 * <p>Immutable; usable from any thread. Equal are settings with the same texts.
 */
public final class FactorySettings implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The error code of exceptions about settings that cannot be used. */
    public static final String ERROR_CODE = "STOMP-CONFIGURATION";

    private static final String DEFAULT_URI = "tcp://localhost:61613";
    private static final Set<String> PREFIXES = Set.of(JmsOptions.PREFIX);

    private final String brokerURI;
    private final TreeMap<String, String> overrides;

    /** Read once; not part of the value. */
    private transient volatile Parsed parsed;

    /**
     * Settings that were found usable.
     *
     * @param uri the brokers, with the credentials of the options
     * @param options the options of a connection
     */
    public record Parsed(StompUri uri, JmsOptions options) {
        /**
         * Sets who connects, instead of what the settings say.
         *
         * @param username who, not null
         * @param password the password, or null
         * @return a copy with these credentials
         * @throws JMSException with the error code {@value #ERROR_CODE} if they cannot be sent
         */
        public Parsed as(String username, String password) throws JMSException {
            try {
                return of(uri, options.withCredentials(username, password));
            } catch (IllegalArgumentException e) {
                throw unusable("The user name or password given cannot be used: ", e);
            }
        }

        static Parsed of(StompUri uri, JmsOptions options) {
            StompUri withCredentials = uri;
            if (options.username() != null) {
                withCredentials =
                        uri.withConnect(connect -> connect.withCredentials(options.username(), options.password()));
            } else if (options.password() != null) {
                withCredentials = uri.withConnect(connect -> connect.withPasscode(options.password()));
            }
            return new Parsed(withCredentials, options);
        }
    }

    /**
     * Makes settings.
     *
     * @param brokerURI the URI, or null for {@code tcp://localhost:61613}
     */
    public FactorySettings(String brokerURI) {
        this(brokerURI, new TreeMap<>());
    }

    private FactorySettings(String brokerURI, TreeMap<String, String> overrides) {
        this.brokerURI = brokerURI == null ? DEFAULT_URI : brokerURI;
        this.overrides = overrides;
    }

    /** {@return the URI as it was given} */
    public String brokerURI() {
        return brokerURI;
    }

    /** {@return the options that were set beside the URI, by their proper name} */
    public Map<String, String> overrides() {
        return Map.copyOf(overrides);
    }

    /**
     * Sets the URI.
     *
     * @param uri the URI, or null for the default
     * @return a copy with that URI
     */
    public FactorySettings withBrokerURI(String uri) {
        return new FactorySettings(uri, overrides);
    }

    /**
     * Sets an option beside the URI.
     *
     * @param <T> its type
     * @param option the option
     * @param value its value, or null to take it back
     * @return a copy with that option
     */
    public <T> FactorySettings with(Option<T> option, T value) {
        return withText(option, value == null ? null : option.type().format(value));
    }

    /**
     * Sets an option beside the URI, by text.
     *
     * @param option the option
     * @param text its value, or null to take it back
     * @return a copy with that option
     */
    public FactorySettings withText(Option<?> option, String text) {
        TreeMap<String, String> changed = new TreeMap<>(overrides);
        if (text == null) {
            changed.remove(option.name());
        } else {
            changed.put(option.name(), text);
        }
        return new FactorySettings(brokerURI, changed);
    }

    /**
     * Tells what holds for an option.
     *
     * @param <T> its type
     * @param option the option
     * @return what was set beside the URI, else what the URI says, else the default
     * @throws IllegalArgumentException if that, or the URI, is malformed
     */
    public <T> T get(Option<T> option) {
        String text = overrides.get(option.name());
        if (text == null) {
            text = ofUri(StompUri.parse(brokerURI, PREFIXES)).get(option.name());
        }
        return text == null ? option.defaultValue() : option.parse(text);
    }

    /**
     * Reads the settings.
     *
     * @return brokers and options
     * @throws JMSException with the error code {@value #ERROR_CODE} if they cannot be used; it says which property of the
     *     factory is wrong, and shows no password
     */
    public Parsed parse() throws JMSException {
        Parsed known = parsed;
        if (known != null) {
            return known;
        }
        StompUri uri;
        Map<String, String> options;
        try {
            uri = StompUri.parse(brokerURI, PREFIXES, ReconnectOptions.ACTIVEMQ);
            options = new LinkedHashMap<>(ofUri(uri));
            JmsOptions.options().read(options);
        } catch (IllegalArgumentException e) {
            throw unusable(
                    "The property brokerURI of the connection factory, '" + Secrets.mask(brokerURI)
                            + "', cannot be used: ",
                    e);
        }
        try {
            options.putAll(overrides);
            known = Parsed.of(uri, JmsOptions.parse(options));
        } catch (IllegalArgumentException e) {
            throw unusable("A property of the connection factory cannot be used: ", e);
        }
        parsed = known;
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FactorySettings that
                && brokerURI.equals(that.brokerURI)
                && overrides.equals(that.overrides);
    }

    @Override
    public int hashCode() {
        return Objects.hash(brokerURI, overrides);
    }

    /** {@return the settings for a log: of secrets only three stars} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("brokerURI=").append(Secrets.mask(brokerURI));
        overrides.forEach((name, value) -> {
            Option<?> option = JmsOptions.options().find(name);
            boolean secret = option == null || option.isSecret();
            text.append(", ").append(name).append('=').append(secret ? Secrets.MASK : value);
        });
        return text.toString();
    }

    private static Map<String, String> ofUri(StompUri uri) {
        return JmsOptions.options().canonical(uri.others());
    }

    /**
     * Makes the complaint about a setting.
     *
     * @param what which, to be followed by the reason
     * @param reason why it cannot be used
     * @return the exception, with the error code {@value #ERROR_CODE}
     */
    public static JMSException unusable(String what, IllegalArgumentException reason) {
        JMSException exception = new JMSException(
                what + reason.getMessage() + ". Correct it where the factory is set up (code, jndi.properties or server"
                        + " configuration)",
                ERROR_CODE);
        exception.initCause(reason);
        exception.setLinkedException(reason);
        return exception;
    }
}
