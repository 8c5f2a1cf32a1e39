package org.stompest.tck.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Message;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiTablesTest {
    /** What applications or their servers implement, what has no methods, and transactions of others. */
    private static final Set<String> WITHOUT_TABLE = Set.of(
            "CompletionListener",
            "DeliveryMode",
            "Destination",
            "ExceptionListener",
            "MessageListener",
            "ServerSession",
            "ServerSessionPool",
            "XAConnection",
            "XAConnectionFactory",
            "XAJMSContext",
            "XAQueueConnection",
            "XAQueueConnectionFactory",
            "XAQueueSession",
            "XASession",
            "XATopicConnection",
            "XATopicConnectionFactory",
            "XATopicSession");

    static Stream<ApiTable> tables() {
        return Stream.of(
                        FactoryTables.all(),
                        ConnectionTables.all(),
                        ProducerTables.all(),
                        ContextTables.all(),
                        MessageTables.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyMethodOfTheApiHasARow(ApiTable table) {
        assertThat(table.missing()).isEmpty();
    }

    @Test
    void everyInterfaceOfTheApiHasATable() throws Exception {
        Set<String> named = tables().map(ApiTable::toString).collect(Collectors.toCollection(TreeSet::new));
        named.addAll(WITHOUT_TABLE);

        assertThat(interfacesOfTheApi()).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(named);
    }

    private static List<String> interfacesOfTheApi() throws Exception {
        String folder = Message.class.getPackageName().replace('.', '/') + "/";
        File jar = new File(Message.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile api = new JarFile(jar)) {
            return api.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
                    .map(name -> load(name.replace('/', '.').replaceFirst("\\.class$", "")))
                    .filter(type -> type.isInterface() && !type.isAnnotation())
                    .map(Class::getSimpleName)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Message.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
