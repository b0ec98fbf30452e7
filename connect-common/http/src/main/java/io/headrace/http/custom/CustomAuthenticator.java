package io.headrace.http.custom;

import java.util.Map;

/** Adds credentials to requests. */
public interface CustomAuthenticator extends CustomComponent {

    /**
     * The headers that show who sends a request. Their values are kept out of logs and errors, and go to the API's own host alone. It is asked for each request; a token that must be fetched is
     * fetched and kept by the class itself.
     *
     * @param request without credentials
     */
    Map<String, String> headers(CustomRequest request, CustomContext context);
}
