package io.headrace.http.custom;

import io.headrace.core.error.HeadraceException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the manifest gives a component, and where it is used. */
public interface CustomContext {

    /** The user's settings, as templates see them under {@code config}. */
    Map<String, @Nullable Object> config();

    /** The {@code $parameters} in scope. */
    Map<String, @Nullable Object> parameters();

    /** What identifies the slice that is read; empty where there is none. */
    Map<String, @Nullable Object> slice();

    /** A field of the component beside {@code class_name}, its templates evaluated; empty where the manifest leaves it out. */
    Optional<Object> field(String name);

    /**
     * A field as text.
     *
     * @throws HeadraceException of class CONFIG naming the place in the manifest where it is left out
     */
    String text(String name);

    /**
     * An error that names the place in the manifest.
     *
     * @param what what is wrong; no full stop
     * @param mend what to do about it; no full stop
     */
    HeadraceException refuse(String field, String what, String mend);
}
