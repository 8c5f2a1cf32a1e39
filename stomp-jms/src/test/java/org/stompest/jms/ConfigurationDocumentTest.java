package org.stompest.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stompest.jms.internal.options.JmsOptions;
import org.stompest.wire.connection.ConnectOptions;
import org.stompest.wire.failover.ReconnectOptions;
import org.stompest.wire.options.Option;
import org.stompest.wire.options.OptionTable;
import org.stompest.wire.transport.TransportOptions;

class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final Pattern NAME = Pattern.compile("`((?:stomp|transport|failover|jms|wireFormat)\\.[\\w.*-]+)`");
    private static final OptionTable OPTIONS = OptionTable.union(
            ConnectOptions.options(), TransportOptions.options(), ReconnectOptions.options(), JmsOptions.options());

    @Test
    void everyOptionIsDocumentedWithItsSpellingsAndDefaultAndNoOther() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            String[] cells = line.split(" \\| ");
            if (cells.length == 4 && NAME.matcher(cells[0]).find()) {
                documented.put(String.join(" ", names(cells[0])), cells[2]);
            }
        }

        Map<String, String> known = new TreeMap<>();
        for (Option<?> option : OPTIONS.options()) {
            List<String> names = new ArrayList<>(List.of(option.name()));
            names.addAll(option.aliases());
            known.put(String.join(" ", names), defaultOf(option));
        }
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(known);
    }

    @Test
    void everyIgnoredOptionIsDocumentedAndNoOther() throws IOException {
        String text = Files.readString(DOCUMENT);
        String section =
                text.substring(text.indexOf("\n## Accepted and ignored"), text.indexOf("\n## Deliberately missing"));

        Set<String> documented = new TreeSet<>(names(section));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(OPTIONS.ignored());
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static <T> String defaultOf(Option<T> option) {
        if (option.name().equals("failover.startupMaxReconnectAttempts")) {
            return "`" + ReconnectOptions.ACTIVEMQ.startupMaxReconnectAttempts() + "`";
        }
        if (option.defaultValue() == null || option.isFamily()) {
            return "none";
        }
        String text = option.type().format(option.defaultValue());
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }
}
