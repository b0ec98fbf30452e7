package io.headrace.cli.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** A day of trade: inserts, updates, deletes, a changed key and a changed table, in small transactions. */
final class Trade {

    /** Text of the last change, by which one sees that all of them have passed. */
    static final String LAST = "closing-time@shop.example";

    private static final double ALTER_AT = 0.4;
    private static final long FIRST_NEW_CUSTOMER = 100_000;

    private final Shop shop;
    private final Random random;
    private final int transactions;
    private final int alterAt;
    private int changes;

    /** @param transactions how long the day is; each changes some seven rows */
    Trade(Shop shop, Random random, int transactions) {
        this.shop = shop;
        this.random = random;
        this.transactions = transactions;
        this.alterAt = (int) (transactions * ALTER_AT);
    }

    /** Called between transactions with the part of the day that has passed. */
    interface Watcher {
        void at(double part) throws SQLException;
    }

    /** @return how many rows were changed */
    int run(Connection connection, Watcher watcher) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (int number = 0; number < transactions; number++) {
                if (number == alterAt) {
                    statement.execute("ALTER TABLE customers ADD COLUMN points integer");
                }
                transaction(connection, statement, number);
                connection.commit();
                watcher.at((double) number / transactions);
            }
            shop.customer(connection, FIRST_NEW_CUSTOMER + transactions, LAST);
            connection.commit();
            changes++;
        } finally {
            connection.setAutoCommit(true);
        }
        return changes;
    }

    private void transaction(Connection connection, Statement statement, int number) throws SQLException {
        long newOrder = Shop.ORDERS + 1L + number;
        shop.order(connection, newOrder);
        changes += 2;
        change(statement, "UPDATE orders SET status = 'shipped' WHERE id = " + anOrder());
        change(
                statement,
                "UPDATE products SET price = " + shop.price() + " WHERE sku = '"
                        + Shop.sku(random.nextInt(Shop.PRODUCTS)) + "'");
        change(statement, "UPDATE customers SET vip = NOT vip, credit = credit * 1.05 WHERE id = " + aCustomer());
        if (number % 3 == 0) {
            long gone = anOrder();
            change(statement, "DELETE FROM order_items WHERE order_id = " + gone);
            change(statement, "DELETE FROM orders WHERE id = " + gone);
        }
        if (number % 5 == 0) {
            shop.customer(connection, FIRST_NEW_CUSTOMER + number, "walk-in" + number + "@shop.example");
            changes++;
        }
        if (number % 20 == 0) {
            long moved = aCustomer();
            change(statement, "UPDATE customers SET id = " + (200_000 + number) + " WHERE id = " + moved);
        }
        if (number % 10 == 0) {
            change(statement, "UPDATE order_items SET line = line + 100 WHERE order_id = " + anOrder());
        }
        if (number > alterAt) {
            change(statement, "UPDATE customers SET points = " + random.nextInt(1_000) + " WHERE id = " + aCustomer());
        }
        if (number % 50 == 7) {
            change(
                    statement,
                    "UPDATE products SET manual = reverse(manual) WHERE sku = '"
                            + Shop.sku(random.nextInt(Shop.PRODUCTS)) + "'");
        }
    }

    private void change(Statement statement, String sql) throws SQLException {
        changes += statement.executeUpdate(sql);
    }

    private long anOrder() {
        return 1L + random.nextInt(Shop.ORDERS);
    }

    private long aCustomer() {
        return 1L + random.nextInt(Shop.CUSTOMERS);
    }
}
