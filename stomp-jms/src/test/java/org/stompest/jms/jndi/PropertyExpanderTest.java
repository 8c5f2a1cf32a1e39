package org.stompest.jms.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import javax.naming.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyExpanderTest {
    private static final Map<String, String> OUTSIDE = Map.of("both", "outside", "dollar", "${both}", "empty", "");
    private static final Map<String, String> ENTRIES =
            Map.of("both", "entry", "own", "mine", "chain", "<${own}>", "loop", "${pool}", "pool", "${loop}");

    private final PropertyExpander expander = new PropertyExpander(OUTSIDE::get, ENTRIES);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "${own} | mine",
                "a${own}b${own}c | aminebminec",
                "${both} | outside",
                "${dollar} | ${both}",
                "${chain} | <mine>",
                "${none:-x} | x",
                "x${none:-}y | xy",
                "${none:-a:-b} | a:-b",
                "${none:-${own}} | mine",
                "${none:-${nothing:-deep}} | deep",
                "${own:-x} | mine",
                "x${empty}y | xy",
                "$own {own} $${own} | $own {own} $mine",
            })
    void variablesAreReplaced(String text, String expanded) throws ConfigurationException {
        assertThat(expander.expand("key", text)).isEqualTo(expanded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "geheim${none} | needs the variable 'none'",
                "geheim${own | does not end",
                "geheim${none:-${own} | does not end",
                "geheim${} | without a name",
                "geheim${:-x} | without a name",
                "geheim${loop} | defined by itself",
            })
    void malformedTextIsExplainedAndNotShown(String text, String explanation) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> expander.expand("key", text))
                .withMessageContaining(explanation)
                .withMessageNotContaining("geheim");
    }

    @Test
    void processIsAskedForPropertiesThenForItsEnvironment() throws ConfigurationException {
        String path = System.getenv("PATH");
        PropertyExpander ofProcess = PropertyExpander.ofProcess(Map.of("PATH", "entry", "java.version", "entry"));

        assertThat(ofProcess.expand("key", "${java.version}")).isEqualTo(System.getProperty("java.version"));
        assertThat(ofProcess.expand("key", "${PATH}")).isEqualTo(path == null ? "entry" : path);
    }
}
