package org.stompest.jms.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.jms.StompQueue;
import org.stompest.jms.StompTopic;

class StompInitialContextFactoryTest {
    @Test
    void factoriesAndDestinationsAreBound() throws NamingException {
        Context context = context(
                "connectionfactory.CF", "tcp://a:1?jms.prefetch=2",
                "connectionFactory.jms/Other", "tcp://b",
                "queueConnectionFactory.QCF", "tcp://c",
                "TopicConnectionFactory.TCF", "tcp://d",
                "queue.jms/orders", "ORDERS",
                "queue.dotted.name", " spaced ",
                "topic.prices", "PRICES");

        assertThat(context.lookup("CF")).isEqualTo(new StompConnectionFactory("tcp://a:1?jms.prefetch=2"));
        assertThat(context.lookup("jms/Other")).isEqualTo(new StompConnectionFactory("tcp://b"));
        assertThat(context.lookup("QCF")).isEqualTo(new StompConnectionFactory("tcp://c"));
        assertThat(context.lookup("TCF")).isEqualTo(new StompConnectionFactory("tcp://d"));
        assertThat(context.lookup("jms/orders")).isEqualTo(new StompQueue("ORDERS"));
        assertThat(context.lookup("dotted.name")).isEqualTo(new StompQueue("spaced"));
        assertThat(context.lookup(new CompositeName("prices"))).isEqualTo(new StompTopic("PRICES"));
        assertThat(context.lookupLink("prices")).isEqualTo(new StompTopic("PRICES"));
    }

    @Test
    void dynamicDestinationsNeedNoEntry() throws NamingException {
        Context context = context();

        assertThat(context.lookup("dynamicQueues/orders")).isEqualTo(new StompQueue("orders"));
        assertThat(context.lookup("dynamicTopics/a/b.c")).isEqualTo(new StompTopic("a/b.c"));
        assertThat(((Context) context.lookup("dynamicQueues")).lookup("x/y")).isEqualTo(new StompQueue("x/y"));
        assertThatExceptionOfType(NamingException.class).isThrownBy(() -> context.lookup("dynamicQueues/"));
    }

    @Test
    void providerUrlIsTheDefaultFactory() throws NamingException {
        assertThat(context(Context.PROVIDER_URL, "tcp://p").lookup("ConnectionFactory"))
                .isEqualTo(new StompConnectionFactory("tcp://p"));
        assertThat(context().lookup("ConnectionFactory")).isEqualTo(new StompConnectionFactory());
        assertThat(context(Context.PROVIDER_URL, "tcp://p", "connectionfactory.ConnectionFactory", "tcp://own")
                        .lookup("ConnectionFactory"))
                .isEqualTo(new StompConnectionFactory("tcp://own"));
        assertThatExceptionOfType(NameNotFoundException.class)
                .as("with a factory of another name there is no default that nobody asked for")
                .isThrownBy(() -> context("connectionfactory.CF", "tcp://a").lookup("ConnectionFactory"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void principalAndCredentialsAreSetOnEveryFactory(boolean characters) throws NamingException {
        Hashtable<String, Object> environment = environment("connectionfactory.CF", "tcp://a");
        environment.put(Context.SECURITY_PRINCIPAL, "me");
        environment.put(Context.SECURITY_CREDENTIALS, characters ? "p".toCharArray() : "p");

        assertThat(new InitialContext(environment).lookup("CF"))
                .isEqualTo(new StompConnectionFactory("me", "p", "tcp://a"));
    }

    @Test
    void subcontextsCanBeWalked() throws NamingException {
        Context context = context("queue.a/b/one", "1", "queue.a/b/two", "2", "topic.a/three", "3");
        Context a = (Context) context.lookup("a");
        Context b = (Context) a.lookup("b");

        assertThat(b.getNameInNamespace()).isEqualTo("a/b");
        assertThat(b.lookup("one")).isEqualTo(new StompQueue("1"));
        assertThat(((Context) context.lookup("")).lookup("a/three")).isEqualTo(new StompTopic("3"));
        assertThat(((Context) a.lookup("")).getNameInNamespace()).isEqualTo("a");
        assertThat(b.composeName("one", "a/b")).isEqualTo("a/b/one");
        assertThat(context.getNameParser("").parse("a/b")).isEqualTo(new CompositeName("a/b"));
    }

    @Test
    void everythingBoundIsListed() throws NamingException {
        Context context = context("connectionfactory.CF", "tcp://a", "queue.q", "Q", "topic.sub/t", "T");

        assertThat(Collections.list(context.list("")))
                .extracting(NameClassPair::getName, NameClassPair::getClassName)
                .contains(tuple("CF", StompConnectionFactory.class.getName()), tuple("q", StompQueue.class.getName()));
        List<Binding> bindings = Collections.list(context.listBindings("sub"));
        assertThat(bindings).singleElement().satisfies(binding -> {
            assertThat(binding.getName()).isEqualTo("t");
            assertThat(binding.getObject()).isEqualTo(new StompTopic("T"));
        });
        assertThatExceptionOfType(NotContextException.class).isThrownBy(() -> context.list("q"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jms/order | did you mean jms/orders?",
                "orders | did you mean jms/orders?",
                "JMS/ORDERS | did you mean jms/orders?",
                "jms/nothing/of/that/kind | bound are CF, jms/orders; a destination without an entry",
                "ldap://evil.example/x | nothing is bound",
            })
    void nameThatIsNotBoundGetsASuggestion(String name, String help) throws NamingException {
        Context context = new StompInitialContextFactory()
                .getInitialContext(environment("connectionfactory.CF", "tcp://a", "queue.jms/orders", "Q"));

        assertThatExceptionOfType(NameNotFoundException.class)
                .isThrownBy(() -> context.lookup(name))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining(help)
                .satisfies(e -> assertThat(e.getRemainingName().isEmpty()).isFalse());
    }

    @Test
    void objectIsNoContext() throws NamingException {
        Context context = context("queue.q", "Q");

        assertThatExceptionOfType(NotContextException.class).isThrownBy(() -> context.lookup("q/x"));
    }

    @Test
    void writingIsRefused() throws NamingException {
        Context context = context();
        List<Write> writes = new ArrayList<>(List.of(
                () -> context.bind("x", "y"),
                () -> context.rebind("x", "y"),
                () -> context.unbind("x"),
                () -> context.rename("x", "y"),
                () -> context.createSubcontext("x"),
                () -> context.destroySubcontext("x"),
                () -> context.bind(new CompositeName("x"), "y"),
                () -> context.rebind(new CompositeName("x"), "y"),
                () -> context.unbind(new CompositeName("x")),
                () -> context.rename(new CompositeName("x"), new CompositeName("y")),
                () -> context.createSubcontext(new CompositeName("x")),
                () -> context.destroySubcontext(new CompositeName("x"))));

        assertThat(writes)
                .allSatisfy(write -> assertThatExceptionOfType(OperationNotSupportedException.class)
                        .isThrownBy(write::write)
                        .withMessageContaining("read-only")
                        .withMessageContaining("jndi.properties"));
    }

    @Test
    void environmentIsACopy() throws NamingException {
        Context context = context("queue.q", "Q");
        context.addToEnvironment("k", "v");
        context.getEnvironment().clear();

        assertThat(context.getEnvironment().get("k")).isEqualTo("v");
        assertThat(context.removeFromEnvironment("k")).isEqualTo("v");
        context.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queue.q | ''",
                "connectionfactory.CF | ' '",
                "queue. | Q",
                "queue.a//b | Q",
                "queue.dynamicQueues/x | Q",
                "queue.q | ${nowhere.defined}",
                "queue.q | ${",
                "queue.q | ${queue.q}",
            })
    void malformedEntryIsNamed(String key, String value) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> context(key, value))
                .withMessageContaining("'" + key + "'");
    }

    @Test
    void oneNameForTwoThingsIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> context("queue.x", "1", "topic.x", "2"))
                .withMessageContaining("'topic.x'");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> context("queue.x", "1", "queue.x/y", "2"))
                .withMessageContaining("'queue.x/y'");
    }

    @Test
    void whatIsForOthersIsIgnored() throws NamingException {
        Hashtable<String, Object> environment = environment("some.other", "${not.ours}", "nodot", "x");
        environment.put("queue.number", 5);

        Context context = new InitialContext(environment);

        assertThatExceptionOfType(NameNotFoundException.class).isThrownBy(() -> context.lookup("number"));
    }

    @Test
    void malformedUriDoesNotKeepOthersFromBeingFound() throws NamingException {
        Context context = context("connectionfactory.CF", "nonsense", "queue.q", "Q");

        assertThat(context.lookup("q")).isEqualTo(new StompQueue("Q"));
        assertThat(context.lookup("CF")).isInstanceOf(StompConnectionFactory.class);
    }

    @Test
    void variablesComeFromOtherEntries() throws NamingException {
        Context context = context(
                "host", "h", "hosts", "${host}:1", "connectionfactory.CF", "tcp://${hosts}?jms.prefetch=${n:-${m:-7}}");

        assertThat(context.lookup("CF")).isEqualTo(new StompConnectionFactory("tcp://h:1?jms.prefetch=7"));
    }

    private interface Write {
        void write() throws NamingException;
    }

    private static Context context(String... entries) throws NamingException {
        return new InitialContext(environment(entries));
    }

    private static Hashtable<String, Object> environment(String... entries) {
        Hashtable<String, Object> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, StompInitialContextFactory.class.getName());
        for (int i = 0; i < entries.length; i += 2) {
            environment.put(entries[i], entries[i + 1]);
        }
        return environment;
    }
}
