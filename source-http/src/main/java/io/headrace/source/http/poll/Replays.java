package io.headrace.source.http.poll;

import io.headrace.http.page.PaginationReset;
import io.headrace.http.read.ReadOptions.Resume;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.spec.Component;
import java.util.Optional;

/**
 * Whether a stream that is read again from a position gives the same records. Where they turn out to be others, and what was emitted is not known any more, reading fails if exactly-once is required
 * ({@link io.headrace.http.read.ReadOptions#exact}).
 */
final class Replays {

    private Replays() {}

    static boolean areIdentical(StreamSpec spec, boolean asserted) {
        return spec.options().resume() == Resume.PAGE
                && goesOnInPages(spec.reset())
                && !spec.component().values("primary_key").isEmpty()
                && !"".equals(spec.component().values("primary_key").get(0))
                && spec.retriever().type().equals("SimpleRetriever")
                && (asserted || isNamedByResponse(spec.retriever()))
                && spec.retriever().children("partition_router").stream().allMatch(Replays::goesOn)
                && spec.parents().stream().allMatch(parent -> areIdentical(parent, asserted))
                && spec.later().isEmpty();
    }

    /** Windows that are split begin anew where they were, and more records than are remembered may lie there. */
    private static boolean goesOnInPages(PaginationReset reset) {
        return reset.action() == PaginationReset.Action.RESET;
    }

    /** Routers that hand out each value once do not know after a restart which ones they did, and code of the user's may have lost its place. */
    private static boolean goesOn(Component router) {
        return switch (router.type()) {
            case "ListPartitionRouter", "SubstreamPartitionRouter" -> true;
            case "GroupingPartitionRouter" ->
                !router.flag("deduplicate") && goesOn(router.child("underlying_partition_router"));
            default -> false;
        };
    }

    /** A token that the response gave and that is sent as it is. Addresses of next pages may hide page numbers. */
    private static boolean isNamedByResponse(Component retriever) {
        Optional<Component> paginator = retriever.optionalChild("paginator");
        return paginator
                .filter(pages -> pages.type().equals("DefaultPaginator"))
                .filter(pages -> pages.child("pagination_strategy").type().equals("CursorPagination"))
                .flatMap(pages -> pages.optionalChild("page_token_option"))
                .filter(option -> option.type().equals("RequestOption"))
                .isPresent();
    }
}
