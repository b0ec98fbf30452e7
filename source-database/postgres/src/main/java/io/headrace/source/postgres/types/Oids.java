package io.headrace.source.postgres.types;

/** Object ids of built-in types, which are the same in every Postgres server ({@code pg_type.dat}). */
final class Oids {

    static final int BOOL = 16;
    static final int BYTEA = 17;
    static final int CHAR = 18;
    static final int NAME = 19;
    static final int INT8 = 20;
    static final int INT2 = 21;
    static final int INT2_VECTOR = 22;
    static final int INT4 = 23;
    static final int TEXT = 25;
    static final int OID = 26;
    static final int OID_VECTOR = 30;
    static final int JSON = 114;
    static final int XML = 142;
    static final int POINT = 600;
    static final int CIDR = 650;
    static final int FLOAT4 = 700;
    static final int FLOAT8 = 701;
    static final int MACADDR8 = 774;
    static final int MONEY = 790;
    static final int MACADDR = 829;
    static final int INET = 869;
    static final int BPCHAR = 1042;
    static final int VARCHAR = 1043;
    static final int DATE = 1082;
    static final int TIME = 1083;
    static final int TIMESTAMP = 1114;
    static final int TIMESTAMPTZ = 1184;
    static final int INTERVAL = 1186;
    static final int TIMETZ = 1266;
    static final int BIT = 1560;
    static final int VARBIT = 1562;
    static final int NUMERIC = 1700;
    static final int UUID = 2950;
    static final int TSVECTOR = 3614;
    static final int JSONB = 3802;
    static final int INT4_RANGE = 3904;
    static final int NUM_RANGE = 3906;
    static final int TS_RANGE = 3908;
    static final int TSTZ_RANGE = 3910;
    static final int DATE_RANGE = 3912;
    static final int INT8_RANGE = 3926;

    /** The only built-in type whose arrays are written with semicolons. */
    static final int BOX_ARRAY = 1020;

    private Oids() {}

    /** The element of a built-in array whose elements are more than text, or 0. */
    static int elementOf(int array) {
        return switch (array) {
            case 143 -> XML;
            case 199 -> JSON;
            case 791 -> MONEY;
            case 1000 -> BOOL;
            case 1001 -> BYTEA;
            case 1005 -> INT2;
            case 1007 -> INT4;
            case 1016 -> INT8;
            case 1021 -> FLOAT4;
            case 1022 -> FLOAT8;
            case 1028 -> OID;
            case 1115 -> TIMESTAMP;
            case 1182 -> DATE;
            case 1183 -> TIME;
            case 1185 -> TIMESTAMPTZ;
            case 1187 -> INTERVAL;
            case 1231 -> NUMERIC;
            case 1270 -> TIMETZ;
            case 2951 -> UUID;
            case 3807 -> JSONB;
            default -> 0;
        };
    }
}
