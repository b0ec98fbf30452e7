package io.headrace.core.record;

import org.jspecify.annotations.Nullable;

/**
 * Makes one comparable position of what the databases say about theirs:
 * <ul>
 * <li>Postgres: {@code lsn}
 * <li>MySQL, MariaDB: the number of the binlog file and the position in it, then {@code row}
 * <li>SQL Server: {@code change_lsn}, or {@code commit_lsn} in a snapshot, then {@code event_serial_no}
 * <li>Oracle: {@code scn}
 * <li>others: the commit time in microseconds, then {@code ord}
 * </ul>
 * The place inside the transaction ({@code tx_order}, {@code total_order}) comes before those orders where the event has it.
 */
final class SourcePositions {

    private static final int BINLOG_POSITION_BITS = 40;

    private SourcePositions() {}

    /** @param totalOrder the event's place in its transaction as the envelope says it beside {@code source}, or null */
    static <C> @Nullable SourcePosition read(SourceFact.Lookup<C> facts, C from, @Nullable Object totalOrder) {
        long millis = commitMillis(facts, from);
        Object lsn = facts.get(from, SourceFact.LSN);
        Object file = facts.get(from, SourceFact.FILE);
        long sequence;
        Object order = null;
        if (lsn != null) {
            sequence = number(lsn);
        } else if (file != null) {
            sequence =
                    (trailingNumber(file.toString()) << BINLOG_POSITION_BITS) | number(facts.get(from, SourceFact.POS));
            order = facts.get(from, SourceFact.ROW);
        } else {
            return elsewhere(facts, from, totalOrder, millis);
        }
        return position(facts, from, sequence, order, totalOrder, millis);
    }

    private static <C> @Nullable SourcePosition elsewhere(
            SourceFact.Lookup<C> facts, C from, @Nullable Object totalOrder, long millis) {
        Object changed = facts.get(from, SourceFact.CHANGE_LSN);
        Object sqlServer = changed != null ? changed : facts.get(from, SourceFact.COMMIT_LSN);
        if (sqlServer != null && sqlServer.toString().length() == 22) {
            String text = sqlServer.toString();
            long slot = Long.parseLong(text.substring(18), 16);
            long order = slot << 40 | number(facts.get(from, SourceFact.EVENT_SERIAL_NO));
            long sequence = Long.parseUnsignedLong(text.substring(0, 8) + text.substring(9, 17), 16);
            return position(facts, from, sequence, order, null, millis);
        }
        Object scn = facts.get(from, SourceFact.SCN);
        if (scn != null) {
            return position(facts, from, number(scn), null, totalOrder, millis);
        }
        Object sequence = facts.get(from, SourceFact.SEQUENCE);
        if (sequence != null && trailingNumber(sequence.toString()) > 0) {
            return position(facts, from, trailingNumber(sequence.toString()), null, totalOrder, millis);
        }
        if (millis < 0) {
            return null;
        }
        return position(
                facts, from, commitMicros(facts, from, millis), facts.get(from, SourceFact.ORD), totalOrder, millis);
    }

    private static <C> SourcePosition position(
            SourceFact.Lookup<C> facts,
            C from,
            long sequence,
            @Nullable Object order,
            @Nullable Object totalOrder,
            long millis) {
        Object place = firstOf(
                totalOrder, facts.get(from, SourceFact.TX_ORDER), facts.get(from, SourceFact.TOTAL_ORDER), order);
        return new SourcePosition(
                sequence,
                number(place),
                millis,
                text(firstOf(facts.get(from, SourceFact.SCHEMA), facts.get(from, SourceFact.DB))),
                text(facts.get(from, SourceFact.TABLE)),
                text(firstOf(facts.get(from, SourceFact.TX_ID), facts.get(from, SourceFact.TRANSACTION_ID))));
    }

    private static <C> long commitMillis(SourceFact.Lookup<C> facts, C from) {
        Object millis = facts.get(from, SourceFact.TS_MS);
        if (millis != null) {
            return number(millis);
        }
        Object micros = facts.get(from, SourceFact.TS_US);
        if (micros != null) {
            return Math.floorDiv(number(micros), 1000L);
        }
        Object nanos = facts.get(from, SourceFact.TS_NS);
        return nanos == null ? -1 : Math.floorDiv(number(nanos), 1_000_000L);
    }

    private static <C> long commitMicros(SourceFact.Lookup<C> facts, C from, long millis) {
        Object micros = facts.get(from, SourceFact.TS_US);
        return micros == null ? millis * 1000 : number(micros);
    }

    private static @Nullable Object firstOf(@Nullable Object... candidates) {
        for (Object candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static long number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        return value == null ? 0 : trailingNumber(value.toString());
    }

    /** The digits at the end of {@code binlog.000042} or {@code ["24023119","24023128"]}; 0 when there are none or too many. */
    private static long trailingNumber(String text) {
        int end = text.length();
        while (end > 0 && !Character.isDigit(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isDigit(text.charAt(start - 1))) {
            start--;
        }
        try {
            return start == end ? 0 : Long.parseUnsignedLong(text, start, end, 10);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
