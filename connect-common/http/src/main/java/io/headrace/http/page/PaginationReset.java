package io.headrace.http.page;

import io.headrace.http.spec.Component;
import java.util.OptionalLong;

/**
 * What is done when an API stops paging at a depth, or voids a page token.
 *
 * @param action what is done
 * @param mostRecords records of one window after which it is done unasked
 */
public record PaginationReset(Action action, OptionalLong mostRecords) {

    /** What is done. */
    public enum Action {
        /** The window begins anew at its first page; what was emitted of it is not emitted again. */
        RESET,
        /** The rest of the window becomes a window of its own, from the greatest cursor on. Needs records in ascending order. */
        SPLIT_USING_CURSOR
    }

    /** A plain restart of the window. */
    public static final PaginationReset NONE = new PaginationReset(Action.RESET, OptionalLong.empty());

    /** The declaration's, or {@link #NONE} where it says nothing. */
    public static PaginationReset of(Component retriever) {
        return retriever
                .optionalChild("pagination_reset")
                .map(PaginationReset::declared)
                .orElse(NONE);
    }

    private static PaginationReset declared(Component reset) {
        Action action = Action.valueOf(reset.text("action"));
        OptionalLong most = reset.optionalChild("limits")
                .map(limits -> limits.optionalNumber("number_of_records"))
                .orElse(OptionalLong.empty());
        if (action == Action.RESET && most.isPresent()) {
            throw reset.refuse(
                    "limits",
                    "a window that begins anew after " + most.getAsLong() + " records never ends",
                    "use SPLIT_USING_CURSOR, or leave out the limits");
        }
        return new PaginationReset(action, most);
    }
}
