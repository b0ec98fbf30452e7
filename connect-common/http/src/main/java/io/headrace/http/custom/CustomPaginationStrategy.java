package io.headrace.http.custom;

import java.util.Optional;

/** Leads from one page to the next. All that it knows is in the page: nothing may be remembered between calls, so that a restart goes on at any page. */
public interface CustomPaginationStrategy extends CustomComponent {

    /**
     * What asks for the page after this one, a text, a number or other plain JSON; empty at the end. The paginator's page_token_option puts it into the request, or takes it for the address.
     */
    Optional<Object> next(CustomPage page, CustomContext context);
}
