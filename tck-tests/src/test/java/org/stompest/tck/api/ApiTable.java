package org.stompest.tck.api;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods of an interface, a row for each. A row is {@code name(Type what, ...) | states | nulls}, where states are one
 * outcome for each state of the table and nulls one for each parameter that can be null; both with commas between.
 */
final class ApiTable {
    private final Class<?> type;
    private final Map<String, ApiRow> rows = new LinkedHashMap<>();

    /**
     * Reads a table.
     *
     * @param type the interface
     * @param text its rows
     * @param inherited the tables of interfaces that it extends, whose rows count where it has none of its own
     */
    ApiTable(Class<?> type, String text, ApiTable... inherited) {
        this.type = type;
        for (ApiTable table : inherited) {
            rows.putAll(table.rows);
        }
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::add);
    }

    private void add(String line) {
        String[] cells = line.split("\\|", -1);
        String call = cells[0].strip();
        int bracket = call.indexOf('(');
        String parameters = call.substring(bracket + 1, call.length() - 1).strip();
        List<String> types = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String parameter : list(parameters)) {
            String[] parts = parameter.split(" ");
            types.add(parts[0]);
            words.add(parts.length > 1 ? parts[1] : "");
        }
        String signature = call.substring(0, bracket) + "(" + String.join(", ", types) + ")";
        Method method = methods()
                .filter(each -> ApiRow.signature(each).equals(signature))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " has no " + signature));
        ApiRow row = new ApiRow(method, words, outcomes(cells[1]), outcomes(cells[2]));
        long nullable = Stream.of(method.getParameterTypes())
                .filter(each -> !each.isPrimitive())
                .count();
        if (row.nulls().size() != nullable) {
            throw new IllegalArgumentException(signature + " has " + nullable + " parameters that can be null");
        }
        rows.put(signature, row);
    }

    private List<Outcome> outcomes(String cell) {
        boolean unchecked = type.getSimpleName().startsWith("JMS");
        return list(cell).stream().map(name -> Outcome.of(name, unchecked)).toList();
    }

    private static List<String> list(String cell) {
        return cell.isBlank()
                ? List.of()
                : Stream.of(cell.split(",")).map(String::strip).toList();
    }

    private Stream<Method> methods() {
        return Stream.of(type.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    /** {@return the interface} */
    Class<?> type() {
        return type;
    }

    /** {@return all rows} */
    Stream<ApiRow> rows() {
        return rows.values().stream();
    }

    /** {@return the methods that have no row} */
    Set<String> missing() {
        Set<String> missing = methods().map(ApiRow::signature).collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(rows.keySet());
        return missing;
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
