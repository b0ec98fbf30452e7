package io.headrace.source.http.record;

/** Names of schemas that Avro and Protobuf take too. */
final class Names {

    private Names() {}

    /** A part of a name: letters, digits and underscores. */
    static String part(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_]", "_");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }

    /** The name of a stream's values. */
    static String values(String stream) {
        return "headrace." + part(stream);
    }

    /** The name of a stream's keys. */
    static String keys(String stream) {
        return values(stream) + "_key";
    }
}
