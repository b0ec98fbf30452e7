package io.headrace.http.page;

import io.headrace.http.custom.CustomPaginationStrategy;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.page.DefaultPaginator.TokenPlace;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import java.util.Optional;
import java.util.OptionalLong;

/** Compiles paginators. */
public final class Paginators {

    private static final long MOST_PAGES = 100_000;

    private Paginators() {}

    /**
     * The paginator in a field of a retriever; one page where the field is not given.
     *
     * @param config what templates may use when they are compiled: {@code config} and {@code parameters}
     */
    public static Paginator of(Component retriever, String field, Scope config) {
        Optional<Component> given = retriever.optionalChild(field);
        if (given.isEmpty()) {
            return new NoPagination();
        }
        Component component = given.get();
        return switch (component.type()) {
            case "NoPagination" -> new NoPagination();
            case "AutoPaginator" ->
                new AutoPaginator(
                        PageEnd.pageSize(component, config),
                        component.optionalChild("page_size_option").map(Injection::of));
            case "DefaultPaginator" -> defaultPaginator(component, config);
            default ->
                throw retriever.refuse(
                        field,
                        "No paginator is called " + component.type(),
                        "Use DefaultPaginator, AutoPaginator or NoPagination");
        };
    }

    /** How many pages one window may have before its walk is taken for a circle. */
    public static long mostPages(Component retriever, String field) {
        OptionalLong most = retriever
                .optionalChild(field)
                .filter(component -> !component.type().equals("NoPagination"))
                .map(component -> component.optionalNumber("max_pages"))
                .orElse(OptionalLong.empty());
        return most.orElse(MOST_PAGES);
    }

    private static Paginator defaultPaginator(Component component, Scope config) {
        PagingStrategy strategy = strategy(component, component.child("pagination_strategy"), config);
        return new DefaultPaginator(
                strategy, component.optionalChild("page_size_option").map(Injection::of), place(component, strategy));
    }

    private static TokenPlace place(Component component, PagingStrategy strategy) {
        Optional<Component> option = component.optionalChild("page_token_option");
        if (option.isEmpty()) {
            return strategy instanceof LinkHeader ? new TokenPlace.Path() : new TokenPlace.Nowhere();
        }
        return option.get().type().equals("RequestPath")
                ? new TokenPlace.Path()
                : new TokenPlace.Option(Injection.of(option.get()));
    }

    private static PagingStrategy strategy(Component owner, Component component, Scope config) {
        PageEnd end = PageEnd.of(component, config);
        return switch (component.type()) {
            case "PageIncrement" ->
                new PageIncrement(end, component.number("start_from_page"), component.flag("inject_on_first_request"));
            case "OffsetIncrement" -> new OffsetIncrement(end, component.flag("inject_on_first_request"));
            case "CursorPagination" -> new CursorPagination(end, Template.of(component, "cursor_value"));
            case "LinkHeader" -> new LinkHeader(end, component.text("relation"));
            case "CustomPaginationStrategy" ->
                new CustomPaging(end, CustomUse.of(CustomPaginationStrategy.class, component));
            default ->
                throw owner.refuse(
                        "pagination_strategy",
                        "No paging strategy is called " + component.type(),
                        "Use PageIncrement, OffsetIncrement, CursorPagination or LinkHeader");
        };
    }
}
