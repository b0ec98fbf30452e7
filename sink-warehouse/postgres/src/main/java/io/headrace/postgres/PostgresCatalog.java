package io.headrace.postgres;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.Decimal;
import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sql.DescribedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads tables from {@code pg_catalog}. Names are compared exactly as they are given, so no name is ever parsed. */
final class PostgresCatalog {

    private static final String TABLE =
            "SELECT c.oid, c.relkind FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = ? AND c.relname = ?";

    /** A domain is followed to the type it rests on, whose values it takes; the domain's own checks run when rows are merged. */
    private static final String COLUMNS = "WITH RECURSIVE base (attnum, attname, type, typmod, required) AS ("
            + "SELECT a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull FROM pg_catalog.pg_attribute a"
            + " WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped"
            + " UNION ALL"
            + " SELECT b.attnum, b.attname, t.typbasetype, t.typtypmod, b.required OR t.typnotnull FROM base b"
            + " JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype = 'd')"
            + " SELECT b.attname, b.type, b.typmod, b.required,"
            + " pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname),"
            + " pg_catalog.quote_ident(en.nspname) || '.' || pg_catalog.quote_ident(e.typname)"
            + " FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
            + " LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'"
            + " LEFT JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace"
            + " WHERE t.typtype <> 'd' ORDER BY b.attnum";

    private static final String KEY = "SELECT a.attname FROM pg_catalog.pg_index i"
            + " CROSS JOIN LATERAL pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)"
            + " JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum"
            + " WHERE i.indrelid = ? AND i.indisprimary AND k.place <= i.indnkeyatts ORDER BY k.place";

    private static final int NUMERIC_TYPMOD_OFFSET = 4;

    // Object identifiers of built-in types, from pg_type.dat.
    private static final long NAME = 19;
    private static final long NAME_ARRAY = 1003;
    private static final long BPCHAR = 1042;
    private static final long BPCHAR_ARRAY = 1014;
    private static final long VARCHAR = 1043;
    private static final long VARCHAR_ARRAY = 1015;
    private static final long BIT = 1560;
    private static final long BIT_ARRAY = 1561;
    private static final long OID = 26;
    private static final long OID_ARRAY = 1028;

    private final TypeMapping types;
    private final Map<Long, NativeType> builtIn;

    /** What a column's own type means for the values that go there. */
    private record NativeType(DataType type, String castTo) {}

    PostgresCatalog(TypeMapping types) {
        this.types = types;
        this.builtIn = builtIn(types);
    }

    /** @throws HeadraceException of class CONFIG when the name is that of a view or another thing that is no table */
    Optional<DescribedTable> describe(Connection connection, TableId table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, table.namespace());
            statement.setString(2, table.name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                refuseOther(table, row.getString(2));
                return Optional.of(describe(connection, table, row.getLong(1)));
            }
        }
    }

    private static void refuseOther(TableId table, String kind) {
        String what = switch (kind) {
            case "r", "p" -> "";
            case "v" -> "a view";
            case "m" -> "a materialized view";
            case "f" -> "a foreign table";
            default -> "no table";
        };
        if (!what.isEmpty()) {
            throw HeadraceException.config("'" + table + "' in Postgres is " + what
                    + "; rows can be loaded into tables only. Rename it, or route the topic to another table.");
        }
    }

    private DescribedTable describe(Connection connection, TableId table, long oid) throws SQLException {
        List<Column> columns = new ArrayList<>();
        List<String> castTo = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    NativeType type = nativeType(row);
                    columns.add(new Column(row.getString(1), type.type(), !row.getBoolean(4)));
                    castTo.add(type.castTo());
                }
            }
        }
        return new DescribedTable(new TableSchema(table, columns, key(connection, oid)), castTo);
    }

    private static List<String> key(Connection connection, long oid) throws SQLException {
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(KEY)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    key.add(row.getString(1));
                }
            }
        }
        return key;
    }

    private NativeType nativeType(ResultSet row) throws SQLException {
        long type = row.getLong(2);
        int typmod = row.getInt(3);
        if (type == Wire.NUMERIC.oid || type == Wire.NUMERIC.arrayOid) {
            DataType decimal = decimal(typmod);
            DataType whole = type == Wire.NUMERIC.arrayOid ? new ListOf(decimal) : decimal;
            return new NativeType(whole, types.sql(whole));
        }
        NativeType known = builtIn.get(type);
        if (known != null) {
            return known;
        }
        String element = row.getString(6);
        return element == null
                ? new NativeType(DataType.TEXT, row.getString(5))
                : new NativeType(new ListOf(DataType.TEXT), element + "[]");
    }

    /** Precision and scale as {@code numeric} packs them: 16 bits each, the scale as a signed number of 11 bits (Postgres, numeric.c, {@code make_numeric_typmod}). */
    private static DataType decimal(int typmod) {
        if (typmod < NUMERIC_TYPMOD_OFFSET) {
            return DataType.ANY_DECIMAL;
        }
        int packed = typmod - NUMERIC_TYPMOD_OFFSET;
        return new Decimal(packed >> 16 & 0xFFFF, ((packed & 0x7FF) ^ 0x400) - 0x400);
    }

    /**
     * The built-in types that take values without a conversion, by object identifier.
     *
     * <p>Types that share the binary form of {@code text} count as {@code text}, and never carry their length: an explicit cast to {@code varchar(3)} cuts the value, while storing it
     * refuses what is too long. For the same reason {@code bit(n)} is filled through {@code varbit}.
     */
    private static Map<Long, NativeType> builtIn(TypeMapping types) {
        Map<Long, NativeType> known = new HashMap<>();
        for (Wire wire : Wire.values()) {
            known.put((long) wire.oid, new NativeType(wire.dataType(), wire.sql));
            known.put((long) wire.arrayOid, new NativeType(new ListOf(wire.dataType()), wire.sql + "[]"));
        }
        NativeType text = new NativeType(DataType.TEXT, types.sql(DataType.TEXT));
        NativeType texts = new NativeType(new ListOf(DataType.TEXT), types.sql(new ListOf(DataType.TEXT)));
        known.put(VARCHAR, text);
        known.put(BPCHAR, text);
        known.put(NAME, text);
        known.put(VARCHAR_ARRAY, texts);
        known.put(BPCHAR_ARRAY, texts);
        known.put(NAME_ARRAY, texts);
        known.put(BIT, new NativeType(DataType.TEXT, Expressions.VARBIT));
        known.put(BIT_ARRAY, new NativeType(new ListOf(DataType.TEXT), Expressions.VARBIT + "[]"));
        known.put(OID, new NativeType(DataType.INT64, "pg_catalog.oid"));
        known.put(OID_ARRAY, new NativeType(new ListOf(DataType.INT64), "pg_catalog.oid[]"));
        return known;
    }
}
