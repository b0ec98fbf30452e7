package io.headrace.source.postgres;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server says about itself, as far as capturing changes depends on it.
 *
 * @param version {@code server_version_num}, 170011 for 17.11
 * @param walLevel must be {@code logical}
 * @param standby whether it is one, which takes no publication
 * @param slotsMax the most replication slots it holds
 * @param slotsUsed how many there are
 * @param sendersMax the most replication connections it takes
 * @param sendersUsed how many there are
 * @param mayReplicate whether the role may use the replication protocol
 * @param mayCreate whether the role may create publications in the database
 * @param database the database's name
 * @param slot the slot of the configured name
 * @param publication the publication of the configured name
 * @param relations all tables, views and the like of the users
 */
record ServerFacts(
        int version,
        String walLevel,
        boolean standby,
        int slotsMax,
        int slotsUsed,
        int sendersMax,
        int sendersUsed,
        boolean mayReplicate,
        boolean mayCreate,
        String database,
        Optional<Slot> slot,
        Optional<Publication> publication,
        List<Relation> relations) {

    /**
     * A replication slot.
     *
     * @param plugin the output plugin, empty for a physical slot
     * @param lost whether the server has removed log that the slot still needed
     * @param holder who reads the slot now, empty when nobody does
     * @param confirmedLsn what its reader has confirmed last, 0 when nothing
     */
    record Slot(String plugin, String database, boolean lost, Optional<Holder> holder, long confirmedLsn) {}

    /** The reader of a slot: its server process and what it calls itself. */
    record Holder(int pid, String application) {}

    /**
     * A publication.
     *
     * @param operations what it publishes: {@code insert}, {@code update}, {@code delete}, {@code truncate}
     * @param owned whether the role may change it
     * @param allTables whether it covers every table there is and will be
     * @param viaRoot whether partitions are published as their root
     */
    record Publication(
            Set<String> operations, boolean owned, boolean allTables, boolean viaRoot, Set<TableName> tables) {}

    /** A table's name in two parts. */
    record TableName(String schema, String table) {

        String quoted() {
            return '"' + schema.replace("\"", "\"\"") + "\".\"" + table.replace("\"", "\"\"") + '"';
        }

        @Override
        public String toString() {
            return schema + "." + table;
        }
    }

    /** What a relation is. */
    enum Kind {
        TABLE,
        PARTITIONED_TABLE,
        PARTITION,
        VIEW,
        FOREIGN_TABLE,
        UNLOGGED_TABLE
    }

    /**
     * A relation.
     *
     * @param owned whether the role may publish it
     * @param readable whether the role may SELECT from it
     * @param hasKey whether it has a primary key
     * @param identifiesRows whether updates and deletes tell which row they mean: by the key, or by another replica identity
     */
    record Relation(
            TableName name, Kind kind, boolean owned, boolean readable, boolean hasKey, boolean identifiesRows) {}
}
