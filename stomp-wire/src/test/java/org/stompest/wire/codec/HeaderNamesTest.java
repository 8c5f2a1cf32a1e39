package org.stompest.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stompest.wire.frame.StompHeaderNames;

class HeaderNamesTest {
    private final HeaderNames names = new HeaderNames();

    @Test
    void everyNameOfTheSpecificationIsShared() throws IllegalAccessException {
        for (Field field : StompHeaderNames.class.getFields()) {
            assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
            String name = (String) field.get(null);

            assertThat(of(name)).isSameAs(name);
        }
    }

    @Test
    void anotherNameIsMadeOnce() {
        String first = of("my-own-name");

        assertThat(first).isEqualTo("my-own-name");
        assertThat(of("my-own-name")).isSameAs(first);
    }

    @Test
    void aFloodOfNamesIsReadRightAndTakesNoMoreRoom() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20 * HeaderNames.SLOTS; i++) {
                assertThat(of("name-" + i)).isEqualTo("name-" + i);
            }
        }
        assertThat(of("destination")).isSameAs(StompHeaderNames.DESTINATION);
    }

    @Test
    void namesOfTheSameHashAreToldApart() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        for (int i = 0; i < 3; i++) {
            assertThat(of("Aa")).isEqualTo("Aa");
            assertThat(of("BB")).isEqualTo("BB");
            assertThat(of("AaAa")).isEqualTo("AaAa");
            assertThat(of("BBBB")).isEqualTo("BBBB");
            assertThat(of("AaBB")).isEqualTo("AaBB");
        }
    }

    @Test
    void namesWithTheSameBeginningAndEndAreToldApart() {
        for (int i = 0; i < 3; i++) {
            for (char c = 'a'; c <= 'z'; c++) {
                String name = "beginning-" + c + "-the-end";
                assertThat(of(name)).isEqualTo(name);
            }
        }
    }

    @Test
    void whatIsLongOrNotPlainIsLeftToOthers() {
        String longest = "x".repeat(HeaderNames.LONGEST_KEPT);

        assertThat(of(longest)).isSameAs(of(longest));
        for (String name : List.of(longest + "x", "back\\slash", "t\u00e4ler", "line\rend")) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            assertThat(names.of(bytes, 0, bytes.length)).isNull();
        }
    }

    private String of(String name) {
        byte[] bytes = ("<" + name + ">").getBytes(StandardCharsets.US_ASCII);
        return names.of(bytes, 1, bytes.length - 1).name();
    }
}
