package io.headrace.http.page;

import io.headrace.http.decode.RecordStream;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.time.Instant;
import java.util.Optional;

/** Where the pages of one stream come from: the one door of the reader to the network. */
public interface PageSource {

    /** A request that is to be sent. */
    Fetch ask(Request request);

    /** A page that was there already, in a parent's record. */
    Fetched inline(Object page, Scope scope);

    /**
     * A page that is asked for.
     *
     * @param token the page
     * @param scope what templates of the requester see
     * @param options what pager, cursor and router put into it
     * @param address what replaces the requester's path
     */
    record Request(PageToken token, Scope scope, RequestOptions options, Optional<String> address) {}

    /** One request with its repetitions. Used by one thread at a time. */
    @FunctionalInterface
    interface Fetch {

        /**
         * Sends the request, or goes on with it after a {@link Fetched.Wait}. May block for the time of a request, never for a backoff.
         *
         * @throws io.headrace.core.error.HeadraceException when the API refuses and no error handler says otherwise
         */
        Fetched go();
    }

    /** What came of it. */
    sealed interface Fetched {

        /**
         * A page.
         *
         * @param url the address that answered
         * @param date the API's clock when it answered
         * @param records to be closed by the reader
         * @param again the token under which this very page can be asked for again, where it is not the one it was asked for with
         */
        record Page(
                PageHeaders headers,
                String url,
                Optional<Instant> date,
                RecordStream records,
                Optional<PageToken> again)
                implements Fetched {

            /** A page that its own token asks for again. */
            public Page(PageHeaders headers, String url, Optional<Instant> date, RecordStream records) {
                this(headers, url, date, records, Optional.empty());
            }
        }

        /** The declaration says that this answer is to be taken as an empty last page. */
        record Ignored(String reason) implements Fetched {}

        /** The declaration says that paging has to begin anew. */
        record Reset(String reason) implements Fetched {}

        /** Not yet. */
        record Wait(Instant until, String reason) implements Fetched {}
    }
}
