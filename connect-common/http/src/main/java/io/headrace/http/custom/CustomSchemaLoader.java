package io.headrace.http.custom;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declares the schema of a stream. */
public interface CustomSchemaLoader extends CustomComponent {

    /** A JSON schema. It is asked for once, when the manifest is read. */
    Map<String, @Nullable Object> schema(CustomContext context);
}
