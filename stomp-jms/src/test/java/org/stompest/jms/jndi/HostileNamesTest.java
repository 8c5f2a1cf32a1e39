package org.stompest.jms.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.BinaryRefAddr;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.StompQueue;

/** Names, entries and references that come from an enemy: nothing is connected to, fetched or loaded. */
class HostileNamesTest {
    private final ServerSocket trap;
    private final String host;

    HostileNamesTest() throws IOException {
        trap = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        trap.setSoTimeout(1);
        host = "127.0.0.1:" + trap.getLocalPort();
    }

    @AfterEach
    void nobodyCame() throws IOException {
        try (trap) {
            assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static Context context(Map<String, Object> environment) throws NamingException {
        return new StompInitialContextFactory().getInitialContext(new Hashtable<>(environment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldap://HOST/x",
                "ldaps://HOST/x",
                "rmi://HOST/x",
                "dns://HOST/x",
                "iiop://HOST/x",
                "corbaname:iiop:HOST#x",
                "http://HOST/x.class",
                "file:///etc/passwd",
                "java:comp/env/x",
                "${jndi:ldap://HOST/x}",
                "queues/../ldap:"
            })
    void aUrlIsANameThatIsNotBound(String name) throws NamingException {
        Context context = context(Map.of("queue.orders", "orders"));
        String attack = name.replace("HOST", host);

        assertThatThrownBy(() -> context.lookup(attack)).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> context.lookupLink(attack)).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> context.list(attack)).isInstanceOf(NameNotFoundException.class);
        assertThatThrownBy(() -> context.listBindings(attack)).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void aDynamicDestinationOfThatNameIsADestination() throws NamingException {
        Object found = context(Map.of()).lookup("dynamicQueues/ldap://" + host + "/x");

        assertThat(found).isInstanceOf(StompQueue.class);
    }

    @Test
    void entriesWithUrlsAreNotFollowed() throws Exception {
        Context context = context(Map.of(
                "connectionfactory.factory",
                "ldap://" + host + "/x",
                "queue.evil",
                "rmi://" + host + "/x",
                Context.PROVIDER_URL,
                "ldap://" + host,
                Context.OBJECT_FACTORIES,
                "com.example.Evil",
                Context.STATE_FACTORIES,
                "com.example.Evil",
                Context.URL_PKG_PREFIXES,
                "com.example.evil"));

        assertThat(context.lookup("evil")).isEqualTo(new StompQueue("rmi://" + host + "/x"));
        for (String name : new String[] {"factory", "ConnectionFactory"}) {
            ConnectionFactory factory = (ConnectionFactory) context.lookup(name);
            assertThatThrownBy(factory::createConnection)
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("ldap");
        }
    }

    @Test
    void whatComesFromOutsideIsNotExpandedAgain() throws ConfigurationException {
        PropertyExpander expander = new PropertyExpander(
                Map.of("outside", "${secret}", "half", "${", "secret", "s3cret")::get, Map.of("entry", "<${outside}>"));

        assertThat(expander.expand("key", "${outside}")).isEqualTo("${secret}");
        assertThat(expander.expand("key", "${entry}")).isEqualTo("<${secret}>");
        assertThat(expander.expand("key", "${half}secret}")).isEqualTo("${secret}");
    }

    @Test
    void entriesThatMultiplyAreRefusedBeforeTheyFillTheMemory() {
        Map<String, Object> laughs = new HashMap<>(Map.of("a0", "lol"));
        for (int i = 1; i <= 40; i++) {
            laughs.put("a" + i, "${a" + (i - 1) + "}${a" + (i - 1) + "}");
        }
        laughs.put("queue.q", "${a40}");

        assertThatThrownBy(() -> context(laughs))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("longer than 100000 characters");
    }

    @Test
    void entriesThatLieTooDeepAreRefused() {
        Map<String, Object> chain = new HashMap<>(Map.of("a0", "x"));
        for (int i = 1; i <= 10_000; i++) {
            chain.put("a" + i, "${a" + (i - 1) + "}");
        }
        chain.put("queue.q", "${a10000}");
        assertThatThrownBy(() -> context(chain))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("more than 50 variables deep");
        String nested = "${x:-".repeat(5000) + "}".repeat(5000);
        assertThatThrownBy(() -> context(Map.of("queue.q", nested)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("more than 50 variables deep");
    }

    // ---- references

    private static Object resolve(Reference reference) throws NamingException {
        return new StompObjectFactory().getObjectInstance(reference, null, null, new Hashtable<>());
    }

    @Test
    void theCodebaseOfAReferenceIsNotLookedAt() throws NamingException {
        Reference reference = new Reference("jakarta.jms.Queue", "com.example.Evil", "http://" + host + "/evil.jar");
        reference.add(new StringRefAddr("physicalName", "orders"));

        assertThat(resolve(reference)).isEqualTo(new StompQueue("orders"));
    }

    @Test
    void aReferenceToSomethingElseIsNotOurs() throws NamingException {
        for (String type : new String[] {"javax.el.ELProcessor", "java.lang.Runtime", "com.example.Evil", ""}) {
            Reference reference = new Reference(type, "org.stompest.jms.jndi.StompObjectFactory", "http://" + host);
            reference.add(new StringRefAddr("forceString", "x=eval"));
            reference.add(new StringRefAddr("x", "Runtime.getRuntime().exec('id')"));
            assertThat(resolve(reference)).isNull();
        }
        Reference ofOurs = new Reference("org.stompest.jms.internal.connection.JmsConnection", null, null);
        assertThatThrownBy(() -> resolve(ofOurs)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void onlyTextsOfAReferenceCount() throws NamingException {
        Reference reference = new Reference("jakarta.jms.ConnectionFactory");
        reference.add(new BinaryRefAddr("password", new byte[] {1, 2, 3}));
        reference.add(new StringRefAddr("brokerURI", null));
        reference.add(new StringRefAddr("forceString", "brokerURI=exec"));
        reference.add(new StringRefAddr("socketFactory", "com.example.Evil"));
        reference.add(new StringRefAddr("brokerURL", "tcp://" + host));

        StompConnectionFactory factory = (StompConnectionFactory) resolve(reference);

        assertThat(factory.getBrokerURI()).isEqualTo("tcp://" + host);
        assertThat(factory.getPassword()).isNull();
    }

    @Test
    void aReferenceWithAUriOfAnotherProtocolIsRefusedWhenItIsUsed() throws Exception {
        Reference reference = new Reference("jakarta.jms.ConnectionFactory");
        reference.add(new StringRefAddr("brokerURI", "ldap://" + host + "/x"));

        ConnectionFactory factory = (ConnectionFactory) resolve(reference);

        assertThatThrownBy(factory::createConnection)
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("ldap");
    }

    @Test
    void whatWeMakeNamesNoCodebase() throws NamingException {
        assertThat(new StompConnectionFactory("tcp://x").getReference().getFactoryClassLocation())
                .isNull();
        assertThat(new StompQueue("q").getReference().getFactoryClassLocation()).isNull();
    }
}
