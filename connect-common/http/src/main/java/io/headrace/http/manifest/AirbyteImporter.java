package io.headrace.http.manifest;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what of an Airbyte manifest runs here, and writes that with every reference resolved, every type named and every parameter in its place. */
public final class AirbyteImporter {

    private AirbyteImporter() {}

    /**
     * The manifest in its plain form, without streams that cannot run; the notes say which and why.
     *
     * @throws SpecException if no stream is left, or what all streams need cannot be read
     */
    public static Imported read(String text) {
        Manifest manifest = Manifest.read(text, Manifest.Unsupported.SKIP_STREAM);
        List<String> notes = new ArrayList<>();
        manifest.skipped().stream().map(Problem::toString).forEach(notes::add);
        List<Component> all = new ArrayList<>(manifest.streams());
        all.addAll(manifest.dynamicStreams());
        if (all.isEmpty()) {
            throw manifest.skipped().isEmpty()
                    ? manifest.source().refuse("streams", "the manifest has no streams", "add one")
                    : new SpecException(manifest.skipped());
        }
        notes.add(all.size() + (all.size() == 1 ? " stream runs" : " streams run") + " here.");
        Map<String, @Nullable Object> plain = plain(manifest.source());
        checkWhatIsLeft(plain, manifest, notes);
        return new Imported(YamlWriter.write(plain), notes);
    }

    /** The fields that people look for first, first. */
    private static Map<String, @Nullable Object> plain(Component source) {
        Map<String, @Nullable Object> json = source.toJson();
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        for (String first : List.of("version", "type", "check")) {
            if (json.containsKey(first)) {
                ordered.put(first, json.get(first));
            }
        }
        json.forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** Takes the streams that were left out from those that the check reads, which must be there. */
    private static void checkWhatIsLeft(Map<String, @Nullable Object> plain, Manifest manifest, List<String> notes) {
        List<String> left = manifest.streams().stream()
                .flatMap(stream -> ManifestReader.names(stream).stream())
                .toList();
        if (manifest.skipped().isEmpty()
                || left.isEmpty()
                || !(plain.get("check") instanceof Map<?, ?> check)
                || !(check.get("stream_names") instanceof List<?> names)
                || left.containsAll(names)) {
            return;
        }
        List<String> both = left.stream().filter(names::contains).toList();
        List<String> checked = both.isEmpty() ? left.subList(0, 1) : both;
        Map<Object, @Nullable Object> mended = new LinkedHashMap<>(check);
        mended.put("stream_names", checked);
        plain.put("check", mended);
        notes.add("The check reads " + String.join(", ", checked) + " instead of " + join(names) + ".");
    }

    private static String join(List<?> names) {
        return String.join(", ", names.stream().map(String::valueOf).toList());
    }
}
