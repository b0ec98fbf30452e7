package io.headrace.http.manifest;

import io.headrace.http.spec.Place;
import io.headrace.http.spec.SpecException;
import io.headrace.http.spec.Written;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML 1.1 with lines, as PyYAML reads it; dates stay texts. A value that begins on the line below its name takes the name's line. */
final class YamlText {

    private static final int MOST_CHARACTERS = 32 * 1024 * 1024;
    private static final int MOST_NODES = 2_000_000;
    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private final List<Node> open = new ArrayList<>();
    private int nodes;

    private YamlText() {}

    static Written read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setMaxAliasesForCollections(10_000);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            return root == null ? new Written.Scalar(null, 0) : new YamlText().value(root, line(root));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new SpecException(
                    new Place("$", mark == null ? 0 : mark.getLine() + 1),
                    "the text is no YAML: " + e.getProblem(),
                    "mend it there");
        } catch (YAMLException e) {
            throw new SpecException(Place.ROOT, "the text is no YAML: " + e.getMessage(), "mend it");
        }
    }

    private Written value(Node node, int line) {
        if (++nodes > MOST_NODES) {
            throw new SpecException(
                    new Place("$", line),
                    "the text unfolds to more than " + MOST_NODES + " values",
                    "use fewer aliases");
        }
        if (node instanceof ScalarNode scalar) {
            return new Written.Scalar(scalar(scalar), line);
        }
        open(node, line);
        Written value;
        if (node instanceof MappingNode mapping) {
            Map<String, Written> fields = new LinkedHashMap<>();
            fields(mapping, fields);
            value = new Written.Obj(fields, line);
        } else {
            List<Written> items = new ArrayList<>();
            ((SequenceNode) node).getValue().forEach(item -> items.add(value(item, line(item))));
            value = new Written.Arr(items, line);
        }
        open.remove(open.size() - 1);
        return value;
    }

    private void open(Node node, int line) {
        if (open.stream().anyMatch(outer -> outer == node)) {
            throw new SpecException(new Place("$", line), "an alias stands within what it names", "take it out");
        }
        open.add(node);
    }

    private void fields(MappingNode mapping, Map<String, Written> fields) {
        Map<String, Written> own = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (key.getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), fields);
            } else if (key instanceof ScalarNode name) {
                Written before = own.put(name.getValue(), value(tuple.getValueNode(), line(key)));
                if (before != null) {
                    throw new SpecException(
                            new Place("$", line(key)),
                            "'" + name.getValue() + "' stands twice in one object, first in line " + before.line(),
                            "take one out");
                }
            } else {
                throw new SpecException(new Place("$", line(key)), "a name must be a text", "write one");
            }
        }
        fields.putAll(own);
    }

    private void merge(Node node, Map<String, Written> fields) {
        if (node instanceof MappingNode mapping) {
            Map<String, Written> merged = new LinkedHashMap<>();
            open(node, line(node));
            fields(mapping, merged);
            open.remove(open.size() - 1);
            merged.forEach(fields::putIfAbsent);
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> merge(item, fields));
        } else {
            throw new SpecException(new Place("$", line(node)), "'<<' takes an object or a list of them", "write one");
        }
    }

    private static @Nullable Object scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return TRUE.contains(text.toLowerCase(Locale.ROOT));
        }
        if (tag.equals(Tag.INT)) {
            return whole(text);
        }
        if (tag.equals(Tag.FLOAT)) {
            String digits = text.replace("_", "");
            return digits.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
                    ? (Object) new BigDecimal(digits)
                    : text;
        }
        return text;
    }

    private static Object whole(String text) {
        String digits = text.replace("_", "").replaceFirst("^\\+", "");
        boolean negative = digits.startsWith("-");
        String plain = negative ? digits.substring(1) : digits;
        if (!plain.matches("0x[0-9a-fA-F]+|0b[01]+|[0-9]+")) {
            return text;
        }
        int radix = plain.startsWith("0x") ? 16 : plain.startsWith("0b") ? 2 : plain.matches("0[0-7]+") ? 8 : 10;
        BigInteger number = new BigInteger(radix == 16 || radix == 2 ? plain.substring(2) : plain, radix);
        return JsonText.whole(negative ? number.negate() : number);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
