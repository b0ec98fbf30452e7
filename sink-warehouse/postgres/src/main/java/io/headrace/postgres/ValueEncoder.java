package io.headrace.postgres;

/** Writes one value that is not null in Postgres' binary form: four bytes of length, then the bytes. Compiled once per column. */
interface ValueEncoder {

    /**
     * @param value canonical for the column's type
     * @throws ValueRefusedException when Postgres has no place for it
     */
    void encode(Object value, CopyBuffer out);
}
