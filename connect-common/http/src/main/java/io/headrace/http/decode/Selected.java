package io.headrace.http.decode;

import io.headrace.core.error.HeadraceException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a response, as templates see them beside what surrounds them: how many there are, the first and the last of them, and all of them as long as they take little
 * room. Asking for one that was let go is an error that says so.
 */
public final class Selected extends AbstractList<@Nullable Object> {

    private final int roomBytes;
    private @Nullable List<@Nullable Object> all = new ArrayList<>();
    private long bytes;
    private int size;
    private @Nullable Object first;
    private @Nullable Object last;

    Selected(int roomBytes) {
        this.roomBytes = roomBytes;
    }

    /** Adds a record that took so much of the body. */
    void took(@Nullable Object element, long length) {
        if (size == 0) {
            first = element;
        }
        last = element;
        size = Math.addExact(size, 1);
        bytes += length;
        if (all != null) {
            if (bytes > roomBytes) {
                all = null;
            } else {
                all.add(element);
            }
        }
    }

    /** Whether all elements are still here. */
    public boolean isWhole() {
        return all != null;
    }

    @Override
    public @Nullable Object get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("Element " + index + " of " + size);
        }
        if (all != null) {
            return all.get(index);
        }
        if (index == 0) {
            return first;
        }
        if (index == size - 1) {
            return last;
        }
        throw HeadraceException.config(
                "A template asks for record " + index + " of the " + size
                        + " in a response, and of a response with more than " + roomBytes
                        + " bytes of records only their number, the first and the last are kept. Use last_record, the length, or ask for smaller pages.");
    }

    @Override
    public int size() {
        return size;
    }
}
