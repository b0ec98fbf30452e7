package io.headrace.http.custom;

import java.util.Map;

/**
 * A response that is not a good one.
 *
 * @param status the code; zero when no response came
 * @param headers by name; any case finds its value
 * @param body as JSON; an empty map when it is something else or was not looked at
 */
public record CustomResponse(int status, Map<String, String> headers, Object body) {}
