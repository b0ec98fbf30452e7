package io.headrace.cli.demo;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;

/** A few questions that the copies can answer. */
final class Queries {

    private final PrintWriter out;
    private final Connection copies;
    private final Comparison comparison;

    Queries(PrintWriter out, Connection copies, Comparison comparison) {
        this.out = out;
        this.copies = copies;
        this.comparison = comparison;
    }

    void show() throws SQLException {
        ask("Best countries, from the warehouse", """
                SELECT c.country, count(*) AS orders, sum(o.total::decimal(18, 2)) AS total
                FROM orders o JOIN customers c ON c.id = o.customer_id
                GROUP BY 1 ORDER BY 3 DESC LIMIT 3""");
        ask(
                "What happened to orders, from the lake",
                "SELECT _headrace_op AS op, count(*) AS changes FROM read_parquet('" + comparison.files("orders")
                        + "', union_by_name = true) GROUP BY 1 ORDER BY 2 DESC");
        ask("What was paid for shipments, from the database, the API and the webhooks", """
                SELECT s.carrier, count(*) AS shipments, sum((p.body->>'amount')::decimal(18, 2)) AS paid
                FROM shipments s JOIN orders o ON o.id = s.order_id JOIN payments p ON (p.body->>'order_id')::bigint = o.id
                GROUP BY 1 ORDER BY 3 DESC""");
        ask("The sync log, from the warehouse", """
                SELECT table_name, count(*) AS loads, sum(rows_in) AS records, sum(rows_written) AS rows
                FROM _headrace_loads GROUP BY 1 ORDER BY 1""");
    }

    private void ask(String question, String sql) throws SQLException {
        out.println("  " + question + ":");
        try (Statement statement = copies.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData columns = rows.getMetaData();
            out.print("   ");
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                out.printf(" %-14s", columns.getColumnLabel(i));
            }
            out.println();
            while (rows.next()) {
                out.print("   ");
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    out.printf(" %-14s", rows.getString(i));
                }
                out.println();
            }
        }
        out.println();
    }
}
