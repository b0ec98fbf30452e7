package io.headrace.postgres;

/** A value that Postgres has no place for. Carries the reason only; {@link CopyRows} adds the column and the record, and never the value. */
final class ValueRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValueRefusedException(String reason) {
        super(reason, null, false, false);
    }
}
