package io.headrace.sink.direct;

import io.headrace.core.record.RawStruct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Compiles Avro schemas, given as parsed JSON, to the Connect schemas that Confluent's {@code AvroData} makes of them, as far as they say what a value is: defaults, versions and
 * documentation are left out. One instance knows the names of one schema and of those it refers to.
 */
final class AvroSchemas {

    private static final String CONFLUENT = "io.confluent.connect.avro";
    private static final String MAP_ENTRY = "MapEntry";
    private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");

    private final Map<String, Named> named = new HashMap<>();
    private final Map<String, AvroType> compiled = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /** A definition, and the namespace that names inside it are in. */
    private record Named(Map<?, ?> definition, String fullName, String namespace) {
        String simpleName() {
            return fullName.substring(fullName.lastIndexOf('.') + 1);
        }
    }

    AvroType compile(@Nullable Object json) {
        return compile(json, "", false);
    }

    private AvroType compile(@Nullable Object json, String namespace, boolean optional) {
        if (json instanceof String name) {
            return AvroScalars.isPrimitive(name)
                    ? AvroScalars.of(name, Map.of(), optional)
                    : ofName(find(name, namespace), optional);
        }
        if (json instanceof List<?> branches) {
            return union(branches, namespace, optional);
        }
        if (!(json instanceof Map<?, ?> definition)) {
            throw new UnreadableException(
                    "has a schema that is no Avro schema: a type is missing; look at it in the registry");
        }
        Object type = definition.get("type");
        return type instanceof String
                ? ofKind(type.toString(), definition, namespace, optional)
                : compile(type, namespace, optional);
    }

    private AvroType ofKind(String kind, Map<?, ?> definition, String namespace, boolean optional) {
        if (NAMED.contains(kind)) {
            return ofName(define(definition, namespace), optional);
        }
        if (AvroScalars.isPrimitive(kind)) {
            return AvroScalars.of(kind, definition, optional);
        }
        return switch (kind) {
            case "array" -> array(definition, namespace, optional);
            case "map" -> {
                AvroType value = compile(definition.get("values"), namespace, false);
                SchemaBuilder builder = SchemaBuilder.map(Schema.STRING_SCHEMA, value.schema());
                yield new AvroType(finish(builder, definition, optional), mapReader(AvroInput::text, value.reader()));
            }
            default -> ofName(find(kind, namespace), optional);
        };
    }

    static Schema finish(SchemaBuilder builder, Map<?, ?> definition, boolean optional) {
        if (definition.get("connect.name") instanceof String name && builder.name() == null) {
            builder.name(name);
        }
        if (definition.get("connect.parameters") instanceof Map<?, ?> parameters) {
            parameters.forEach((key, value) -> builder.parameter(String.valueOf(key), String.valueOf(value)));
        }
        return optional ? builder.optional().build() : builder.build();
    }

    // ---- names

    private Named define(Map<?, ?> definition, String enclosing) {
        String name = String.valueOf(definition.get("name"));
        String namespace = name.contains(".")
                ? name.substring(0, name.lastIndexOf('.'))
                : definition.get("namespace") instanceof String own ? own : enclosing;
        String simple = name.substring(name.lastIndexOf('.') + 1);
        String fullName = namespace.isEmpty() ? simple : namespace + "." + simple;
        Named made = new Named(definition, fullName, namespace);
        named.put(fullName, made);
        return made;
    }

    private Named find(String name, String namespace) {
        Named found = name.contains(".") || namespace.isEmpty() ? null : named.get(namespace + "." + name);
        if (found == null) {
            found = named.get(name);
        }
        if (found == null) {
            throw new UnreadableException("has a schema that uses the type '" + name
                    + "' and does not define it; look at its references in the registry");
        }
        return found;
    }

    private AvroType ofName(Named type, boolean optional) {
        String key = type.fullName() + (optional ? "?" : "");
        AvroType known = compiled.get(key);
        if (known != null) {
            return known;
        }
        if (!open.add(type.fullName())) {
            throw new UnreadableException("has a schema in which '" + type.fullName()
                    + "' contains itself, which has no columns; drop the field at the source, or send it as JSON text");
        }
        AvroType made = switch (String.valueOf(type.definition().get("type"))) {
            case "enum" -> AvroScalars.enumeration(type.definition(), optional);
            case "fixed" -> AvroScalars.fixed(type.definition(), optional);
            default -> struct(type, optional);
        };
        open.remove(type.fullName());
        compiled.put(key, made);
        return made;
    }

    // ---- composites

    private AvroType struct(Named type, boolean optional) {
        SchemaBuilder builder = SchemaBuilder.struct();
        List<AvroType.Reader> readers = new ArrayList<>();
        for (Object each : listOf(type.definition().get("fields"))) {
            Map<?, ?> field = (Map<?, ?>) each;
            AvroType of = compile(field.get("type"), type.namespace(), false);
            builder.field(String.valueOf(field.get("name")), of.schema());
            readers.add(of.reader());
        }
        String name = type.definition().get("connect.name") instanceof String given ? given : type.fullName();
        Schema schema = finish(builder.name(name), type.definition(), optional);
        return new AvroType(schema, structReader(schema, readers.toArray(new AvroType.Reader[0])));
    }

    private static List<?> listOf(@Nullable Object json) {
        if (json instanceof List<?> list) {
            return list;
        }
        throw new UnreadableException(
                "has a schema that is no Avro schema: a list is missing; look at it in the registry");
    }

    private static AvroType.Reader structReader(Schema schema, AvroType.Reader[] readers) {
        return in -> {
            @Nullable Object[] values = new Object[readers.length];
            for (int i = 0; i < readers.length; i++) {
                values[i] = readers[i].read(in);
            }
            return new RawStruct(schema, values);
        };
    }

    private AvroType array(Map<?, ?> definition, String namespace, boolean optional) {
        Object items = definition.get("items");
        if (items instanceof Map<?, ?> entry && isMapEntry(entry, namespace)) {
            List<?> fields = listOf(entry.get("fields"));
            AvroType key = compile(((Map<?, ?>) fields.get(0)).get("type"), namespace, false);
            AvroType value = compile(((Map<?, ?>) fields.get(1)).get("type"), namespace, false);
            SchemaBuilder builder = SchemaBuilder.map(key.schema(), value.schema());
            return new AvroType(finish(builder, definition, optional), mapReader(key.reader(), value.reader()));
        }
        AvroType item = compile(items, namespace, false);
        AvroType.Reader reader = item.reader();
        return new AvroType(finish(SchemaBuilder.array(item.schema()), definition, optional), in -> {
            List<@Nullable Object> list = new ArrayList<>();
            for (int count = in.block(); count > 0; count = in.block()) {
                for (int i = 0; i < count; i++) {
                    list.add(reader.read(in));
                }
            }
            return list;
        });
    }

    /** How maps are written whose keys are no text. */
    private static boolean isMapEntry(Map<?, ?> items, String enclosing) {
        Object namespace = items.get("namespace") instanceof String own ? own : enclosing;
        return "record".equals(items.get("type"))
                && (MAP_ENTRY.equals(items.get("connect.internal.type"))
                        || MAP_ENTRY.equals(items.get("name")) && CONFLUENT.equals(namespace)
                        || (CONFLUENT + "." + MAP_ENTRY).equals(items.get("name")));
    }

    private static AvroType.Reader mapReader(AvroType.Reader key, AvroType.Reader value) {
        return in -> {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int count = in.block(); count > 0; count = in.block()) {
                for (int i = 0; i < count; i++) {
                    map.put(key.read(in), value.read(in));
                }
            }
            return map;
        };
    }

    // ---- unions

    /** A null and one other type make that type optional; of more types each becomes an optional field of a struct. */
    private AvroType union(List<?> branches, String namespace, boolean optional) {
        boolean nullable = branches.contains("null");
        List<?> others = branches.stream().filter(each -> !"null".equals(each)).toList();
        if (others.size() == 1) {
            AvroType only = compile(others.get(0), namespace, nullable || optional);
            return nullable
                    ? new AvroType(only.schema(), nullOr(only.reader(), branches.indexOf("null")))
                    : inUnion(only);
        }
        SchemaBuilder builder = SchemaBuilder.struct().name(CONFLUENT + ".Union");
        List<AvroType.Reader> readers = new ArrayList<>();
        for (Object branch : others) {
            AvroType of = compile(branch, namespace, true);
            builder.field(memberName(branch, namespace), of.schema());
            readers.add(of.reader());
        }
        Schema schema = finish(builder, Map.of(), nullable || optional);
        return new AvroType(schema, memberReader(schema, readers, branches.indexOf("null")));
    }

    private static AvroType inUnion(AvroType only) {
        return new AvroType(only.schema(), in -> {
            branch(in, 1);
            return only.reader().read(in);
        });
    }

    private static AvroType.Reader nullOr(AvroType.Reader reader, int nullBranch) {
        return in -> branch(in, 2) == nullBranch ? null : reader.read(in);
    }

    private static AvroType.Reader memberReader(Schema schema, List<AvroType.Reader> readers, int nullBranch) {
        int branches = readers.size() + (nullBranch < 0 ? 0 : 1);
        return in -> {
            int branch = branch(in, branches);
            if (branch == nullBranch) {
                return null;
            }
            int member = nullBranch >= 0 && branch > nullBranch ? branch - 1 : branch;
            @Nullable Object[] values = new Object[readers.size()];
            values[member] = readers.get(member).read(in);
            return new RawStruct(schema, values);
        };
    }

    private static int branch(AvroInput in, int branches) {
        int branch = in.integer();
        if (branch < 0 || branch >= branches) {
            throw new UnreadableException("chooses a branch that its union does not have; it is not of its schema");
        }
        return branch;
    }

    private String memberName(Object branch, String namespace) {
        if (branch instanceof Map<?, ?> definition) {
            Object type = definition.get("type");
            if (NAMED.contains(String.valueOf(type))) {
                return define(definition, namespace).simpleName();
            }
            return type instanceof Map || type instanceof List ? memberName(type, namespace) : String.valueOf(type);
        }
        String name = String.valueOf(branch);
        return AvroScalars.isPrimitive(name) ? name : find(name, namespace).simpleName();
    }
}
