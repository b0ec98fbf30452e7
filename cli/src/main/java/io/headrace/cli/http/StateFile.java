package io.headrace.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.http.read.Position;
import io.headrace.http.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Positions of streams as STATE messages, one per line; among other messages too, so that the output of a reading is a state itself. The last one of a stream counts. */
public final class StateFile {

    private final Map<String, Map<String, String>> positions = new LinkedHashMap<>();

    private StateFile() {}

    public static StateFile empty() {
        return new StateFile();
    }

    /** Reads a file, or nothing where there is none yet. A line that was cut off is passed over. */
    public static StateFile read(Path file) {
        StateFile state = new StateFile();
        // In place of half a character there is a sign, and the line is no JSON all the same.
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"STATE\"")) {
                    Json.parse(line).ifPresent(state::take);
                }
            }
            return state;
        } catch (NoSuchFileException e) {
            return state;
        } catch (IOException e) {
            throw new IllegalArgumentException("State file " + file + " cannot be read.", e);
        }
    }

    private void take(Object message) {
        Optional<Object> type = Json.at(message, List.of("type"));
        Optional<Object> name = Json.at(message, List.of("state", "stream", "stream_descriptor", "name"));
        Optional<Object> state = Json.at(message, List.of("state", "stream", "stream_state"));
        if (type.equals(Optional.of("STATE")) && name.isPresent() && state.orElse("") instanceof Map<?, ?> fields) {
            Map<String, String> position = new LinkedHashMap<>();
            fields.forEach((key, value) -> position.put(String.valueOf(key), String.valueOf(value)));
            positions.put(String.valueOf(name.get()), position);
        }
    }

    public boolean isEmpty() {
        return positions.isEmpty();
    }

    /** Refuses a file that {@link #write} could not put anywhere, before records are out whose state would be lost. */
    public static void checkPlace(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("State file " + file
                    + " cannot be written: it must be a file in a directory that is there and may be written to.");
        }
    }

    /** @throws io.headrace.core.error.HeadraceException of class CONFIG when it is damaged, or of a newer release */
    public Optional<Position> of(String stream) {
        return Optional.ofNullable(positions.get(stream)).map(Position::parse);
    }

    void put(String stream, Position position) {
        positions.put(stream, position.toMap());
    }

    /** Writes all of it in place of what was there; at every moment the file holds one state or the other. */
    public void write(Path file) {
        String text = positions.entrySet().stream()
                .map(entry -> message(entry.getKey(), entry.getValue()) + "\n")
                .collect(Collectors.joining());
        Path absolute = file.toAbsolutePath();
        Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
        try {
            Files.writeString(
                    fresh,
                    text,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalArgumentException("State file " + file + " cannot be written.", e);
        }
    }

    static String message(String stream, Map<String, String> position) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("stream_descriptor", Map.of("name", stream));
        named.put("stream_state", position);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("type", "STREAM");
        state.put("stream", named);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "STATE");
        message.put("state", state);
        return Json.text(message);
    }
}
