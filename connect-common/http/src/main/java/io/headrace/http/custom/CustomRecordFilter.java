package io.headrace.http.custom;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which records go on. */
public interface CustomRecordFilter extends CustomComponent {

    /** Whether a record goes on. */
    boolean keeps(Map<String, @Nullable Object> record, CustomContext context);
}
