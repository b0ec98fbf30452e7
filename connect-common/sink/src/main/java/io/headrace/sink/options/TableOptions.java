package io.headrace.sink.options;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tables records go to and how their schemas may change.
 *
 * @param format the table's name, with {@code ${topic}}, {@code ${table}} (the topic after its last dot) and {@code ${schema}} (the part before that)
 * @param byTopic tables named one by one; stronger than the format
 * @param create whether missing tables are created
 * @param evolution what happens when a record does not fit its table
 * @param contracts exceptions, by table or column; the last match counts
 * @param snakeCase whether names become lower case with underscores
 * @param nesting what becomes of nested values
 */
public record TableOptions(
        String format,
        Map<String, String> byTopic,
        boolean create,
        Evolution evolution,
        List<Contract> contracts,
        boolean snakeCase,
        NestingOptions nesting) {

    public TableOptions {
        byTopic = Map.copyOf(byTopic);
        contracts = List.copyOf(contracts);
    }

    /** What happens when a record has a column that the table lacks, or a value that the column cannot hold. */
    public enum Evolution {
        /** The table follows: columns are added, widened, relaxed. */
        EVOLVE,
        /** The task fails. */
        FREEZE,
        /** The row goes to dead letters. */
        DISCARD_ROW,
        /** The value is left out and counted. */
        DISCARD_VALUE
    }

    /** @param column the field the contract is about, or empty for the whole table */
    public record Contract(String table, Optional<String> column, Evolution evolution) {}

    public Evolution evolutionOf(String table, String column) {
        Evolution result = evolution;
        boolean byColumn = false;
        for (Contract contract : contracts) {
            boolean sameTable = contract.table().equals(table);
            if (sameTable
                    && contract.column().isPresent()
                    && contract.column().get().equals(column)) {
                result = contract.evolution();
                byColumn = true;
            } else if (sameTable && contract.column().isEmpty() && !byColumn) {
                result = contract.evolution();
            }
        }
        return result;
    }
}
