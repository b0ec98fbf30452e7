package io.headrace.source.postgres.capture;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import java.util.Set;

/**
 * Makes Debezium hand on values of some types as the text that Postgres sent. Debezium decides by a type's name how to read a value of the replication stream and
 * leaves what it does not know as text; the types whose reading loses something get a name here that it does not know. Domains over them follow, because a
 * domain is read as its base type.
 */
final class TextTypeRegistry extends TypeRegistry {

    /** With a dot, because Debezium looks for a column's default by what follows the dot. */
    private static final String PREFIX = "text.";

    private static final Set<String> READ_AS_TEXT = Set.of(
            "numeric",
            "money",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "box",
            "circle",
            "line",
            "lseg",
            "path",
            "polygon");

    TextTypeRegistry(PostgresConnection connection) {
        super(connection);
    }

    @Override
    public PostgresType get(int oid) {
        return asText(super.get(oid));
    }

    @Override
    public PostgresType get(String schemaName, String typeName) {
        return asText(super.get(schemaName, withoutPrefix(typeName)));
    }

    @Override
    public PostgresType get(String name) {
        return asText(super.get(withoutPrefix(name)));
    }

    private static String withoutPrefix(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    private PostgresType asText(PostgresType type) {
        if (!type.isRootType() || !READ_AS_TEXT.contains(type.getName())) {
            return type;
        }
        return new PostgresType.Builder(
                        this,
                        PREFIX + type.getName(),
                        type.getOid(),
                        type.getJdbcId(),
                        TypeRegistry.NO_TYPE_MODIFIER,
                        type.getTypeInfo())
                .build();
    }
}
