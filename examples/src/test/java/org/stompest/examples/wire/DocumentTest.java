package org.stompest.examples.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/wire.md} shows is in the examples, but for spaces: so it compiles and runs. */
class DocumentTest {
    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everySnippetIsPartOfAnExample() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "wire.md"));
        List<String> snippets =
                CODE.matcher(document).results().map(DocumentTest::code).toList();

        assertThat(snippets).hasSizeGreaterThan(5);
        String examples = examples();
        assertThat(snippets).allSatisfy(snippet -> assertThat(examples).contains(snippet));
    }

    private static String code(MatchResult block) {
        return withoutSpace(block.group(1));
    }

    private static String examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/stompest/examples/wire"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                all.append(withoutSpace(Files.readString(file))).append('\n');
            }
            return all.toString();
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
