package io.headrace.sink.direct;

import java.util.List;

/** Where schemas are kept. */
interface SchemaRegistry {

    /**
     * @throws UnreadableException when the registry has no schema of this id
     * @throws io.headrace.core.error.HeadraceException of another class than POISON when the registry cannot be asked
     */
    RegisteredSchema byId(int id);

    RegisteredSchema bySubject(String subject, int version);

    /**
     * @param type {@code AVRO}, {@code JSON} or {@code PROTOBUF}
     * @param text the schema itself
     * @param references the schemas whose names it uses
     */
    record RegisteredSchema(String type, String text, List<Reference> references) {}

    /** A schema by another name. */
    record Reference(String subject, int version) {}
}
