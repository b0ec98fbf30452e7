package io.headrace.http.custom;

import java.util.List;

/** Finds the records of a response. */
public interface CustomRecordExtractor extends CustomComponent {

    /**
     * The records of one value of a body.
     *
     * @param value a whole JSON object; of a JSON array each element by itself, of lines and rows each one
     * @return objects as maps
     */
    List<Object> records(Object value, CustomContext context);
}
