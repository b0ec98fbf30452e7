package io.headrace.http.custom;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes the settings before they are used. */
public interface CustomConfigTransformation extends CustomComponent {

    /** Changes the settings in place. */
    void change(Map<String, @Nullable Object> config, CustomContext context);
}
