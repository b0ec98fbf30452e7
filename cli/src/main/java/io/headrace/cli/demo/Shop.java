package io.headrace.cli.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The shop's database: customers, products, orders and their items, the same for the same seed. */
final class Shop {

    /** Tables and their keys. */
    static final List<Table> TABLES = List.of(
            new Table("customers", List.of("id")),
            new Table("products", List.of("sku")),
            new Table("orders", List.of("id")),
            new Table("order_items", List.of("order_id", "line")));

    static final int CUSTOMERS = 1_000;
    static final int PRODUCTS = 120;
    static final int ORDERS = 3_000;

    private static final int MANUAL_CHARACTERS = 6_000;
    private static final List<String> COUNTRIES = List.of("AT", "BR", "DE", "FR", "IN", "JP", "KE", "SE", "US");
    private static final List<String> NAMES = List.of(
            "Ada", "Björn", "Chiara", "Đorđe", "Émile", "Fatima", "Grace", "Hiroshi", "Ines", "João", "Kofi", "李娜");
    private static final List<String> THINGS =
            List.of("Kettle", "Lamp", "Desk", "Chair", "Bicycle", "Radio", "Tent", "Clock");
    private static final Instant OPENED = Instant.parse("2024-03-01T08:00:00Z");

    record Table(String name, List<String> key) {}

    private final Random random;

    Shop(Random random) {
        this.random = random;
    }

    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE customers (
                      id bigint PRIMARY KEY, email text NOT NULL, name text NOT NULL, country char(2) NOT NULL,
                      vip boolean NOT NULL DEFAULT false, tags text[], profile jsonb, credit numeric(12,2),
                      born date, signed_up timestamptz NOT NULL)""");
            statement.execute("""
                    CREATE TABLE products (
                      sku text PRIMARY KEY, id uuid NOT NULL, title text NOT NULL, price numeric(10,2) NOT NULL,
                      weight double precision, attributes jsonb, manual text NOT NULL)""");
            statement.execute("ALTER TABLE products ALTER COLUMN manual SET STORAGE EXTERNAL");
            statement.execute("""
                    CREATE TABLE orders (
                      id bigint PRIMARY KEY, customer_id bigint NOT NULL, status text NOT NULL,
                      total numeric NOT NULL, placed_at timestamptz NOT NULL, due timestamp)""");
            statement.execute("""
                    CREATE TABLE order_items (
                      order_id bigint, line int, sku text NOT NULL, quantity smallint NOT NULL,
                      price numeric(10,2) NOT NULL, PRIMARY KEY (order_id, line))""");
        }
    }

    /** The rows of the first day. */
    void fill(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (int sku = 0; sku < PRODUCTS; sku++) {
            product(connection, sku);
        }
        for (long id = 1; id <= CUSTOMERS; id++) {
            customer(connection, id, NAMES.get(random.nextInt(NAMES.size())) + id + "@shop.example");
        }
        for (long id = 1; id <= ORDERS; id++) {
            order(connection, id);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void product(Connection connection, int number) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO products VALUES (?, ?, ?, ?, ?, ?::jsonb, ?)")) {
            String thing = THINGS.get(number % THINGS.size());
            insert.setString(1, sku(number));
            insert.setObject(2, new UUID(random.nextLong(), random.nextLong()));
            insert.setString(3, thing + " No. " + number);
            insert.setBigDecimal(4, price());
            insert.setObject(5, random.nextInt(4) == 0 ? null : random.nextDouble() * 30);
            insert.setString(
                    6, "{\"colour\": \"" + (number % 2 == 0 ? "red" : "blue") + "\", \"sizes\": [1, 2.50, null]}");
            insert.setString(7, manual(thing));
            insert.executeUpdate();
        }
    }

    /** Long enough to be stored out of line, so that updates do not send it again. */
    private String manual(String thing) {
        StringBuilder text = new StringBuilder("How to use your " + thing + ".\n");
        while (text.length() < MANUAL_CHARACTERS) {
            text.append(Long.toString(random.nextLong(), Character.MAX_RADIX)).append(' ');
        }
        return text.toString();
    }

    void customer(Connection connection, long id, String email) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO customers (id, email, name, country, vip, tags, profile, credit, born, signed_up) VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, email);
            insert.setString(3, NAMES.get(random.nextInt(NAMES.size())) + " O'" + id);
            insert.setString(4, COUNTRIES.get(random.nextInt(COUNTRIES.size())));
            insert.setBoolean(5, random.nextInt(10) == 0);
            insert.setArray(6, connection.createArrayOf("text", tags()));
            insert.setString(
                    7, "{\"newsletter\": " + random.nextBoolean() + ", \"visits\": " + random.nextInt(500) + "}");
            insert.setBigDecimal(8, random.nextInt(5) == 0 ? null : price().negate());
            insert.setObject(
                    9, LocalDate.of(1940 + random.nextInt(65), 1 + random.nextInt(12), 1 + random.nextInt(28)));
            insert.setObject(10, OPENED.plusMillis(random.nextInt()).atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private Object[] tags() {
        return switch (random.nextInt(4)) {
            case 0 -> new Object[] {};
            case 1 -> new Object[] {"new"};
            case 2 -> new Object[] {"\"quoted\"", null, "a,b"};
            default -> new Object[] {"loyal", "garden"};
        };
    }

    void order(Connection connection, long id) throws SQLException {
        int lines = 1 + random.nextInt(4);
        BigDecimal total = BigDecimal.ZERO;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO order_items VALUES (?, ?, ?, ?, ?)")) {
            for (int line = 1; line <= lines; line++) {
                BigDecimal price = price();
                int quantity = 1 + random.nextInt(5);
                total = total.add(price.multiply(BigDecimal.valueOf(quantity)));
                insert.setLong(1, id);
                insert.setInt(2, line);
                insert.setString(3, sku(random.nextInt(PRODUCTS)));
                insert.setInt(4, quantity);
                insert.setBigDecimal(5, price);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO orders VALUES (?, ?, 'placed', ?, ?, ?)")) {
            Instant placed = OPENED.plusSeconds(id * 977).plusNanos(random.nextInt(1_000_000) * 1_000L);
            insert.setLong(1, id);
            insert.setLong(2, 1 + random.nextInt(CUSTOMERS));
            insert.setBigDecimal(3, total);
            insert.setObject(4, placed.atOffset(ZoneOffset.UTC));
            insert.setObject(
                    5,
                    random.nextInt(3) == 0
                            ? null
                            : placed.plusSeconds(259_200)
                                    .atOffset(ZoneOffset.UTC)
                                    .toLocalDateTime());
            insert.executeUpdate();
        }
    }

    BigDecimal price() {
        return BigDecimal.valueOf(99 + random.nextInt(99_900), 2);
    }

    static String sku(int number) {
        return "SKU-" + (10_000 + number);
    }
}
