package org.stompest.wire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stompest.testbroker.BadAnswer;
import org.stompest.testbroker.BadBytes;

/** What {@code docs/faults.md} names exists, and everything that is tested is named there. */
class FaultsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "faults.md");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final List<Class<?>> TESTS = List.of(
            BadAnswerTest.class,
            BadBytesTest.class,
            BrokenEverywhereTest.class,
            ErrorFrameTest.class,
            HalfOpenTest.class,
            SilenceTest.class,
            TlsFaultsTest.class,
            ToleratedTest.class);

    @Test
    void theDocumentNamesEachTestAndNoOther() throws IOException {
        String text = Files.readString(DOCUMENT);
        Stream<String> named = NAMED.matcher(text).results().map(MatchResult::group);

        assertThat(named.distinct())
                .containsExactlyInAnyOrderElementsOf(TESTS.stream()
                        .flatMap(FaultsDocumentTest::tests)
                        .map(method -> "`" + method.getDeclaringClass().getSimpleName() + "." + method.getName() + "`")
                        .toList());
    }

    private static Stream<Method> tests(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().endsWith("Test")));
    }

    @Test
    void theDocumentNamesEachRow() throws IOException {
        String text = Files.readString(DOCUMENT);

        assertThat(Stream.of(
                                BadBytes.all(Subject.SUBSCRIPTION).stream().map(BadBytes::name),
                                BadAnswer.all().stream().map(BadAnswer::name),
                                ToleratedTest.odds().map(ToleratedTest.Odd::name))
                        .flatMap(names -> names)
                        .filter(name -> !text.contains("| " + name + " |")))
                .as("rows that the document lacks")
                .isEmpty();
    }
}
