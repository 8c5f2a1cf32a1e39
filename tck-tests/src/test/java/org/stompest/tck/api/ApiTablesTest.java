package org.stompest.tck.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiTablesTest {
    static Stream<ApiTable> tables() {
        return Stream.of(ConnectionTables.all(), ProducerTables.all(), ContextTables.all(), MessageTables.all())
                .flatMap(tables -> tables.stream());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyMethodOfTheApiHasARow(ApiTable table) {
        assertThat(table.missing()).isEmpty();
    }
}
