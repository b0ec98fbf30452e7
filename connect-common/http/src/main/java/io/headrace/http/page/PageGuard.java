package io.headrace.http.page;

import io.headrace.core.error.HeadraceException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** Ends a walk that goes in a circle: the same token again, the same records again, or more pages than any window should have. One guard per window. */
public final class PageGuard {

    private static final int LONGEST_SHOWN = 80;

    private final String stream;
    private final long mostPages;
    private final Set<String> seen = new HashSet<>();
    private long lastPage = 0;
    private long pages = 0;

    public PageGuard(String stream, long mostPages) {
        this.stream = stream;
        this.mostPages = mostPages;
    }

    /** Says that a page is about to be asked for. */
    public void enter(PageToken token) {
        if (!seen.add(token.text())) {
            throw HeadraceException.config("Stream " + stream + " pages in a circle: the response to page " + pages
                    + " names the page token " + shown(token)
                    + ", which was asked for before; a token must lead on. Mend cursor_value or stop_condition of the"
                    + " paginator");
        }
        pages++;
        if (pages > mostPages) {
            throw HeadraceException.config(
                    "Stream " + stream + " has more than " + mostPages
                            + " pages in one window; max_pages allows no more. Make windows shorter with step, or raise max_pages");
        }
    }

    /**
     * Says what a page held.
     *
     * @param keys a hash of the page's keys in order; empty where the page held none, or where records have no key
     */
    public void leave(OptionalLong keys) {
        if (keys.isPresent() && keys.getAsLong() == lastPage) {
            throw HeadraceException.config(
                    "Stream " + stream + " got the same records on pages " + (pages - 1) + " and " + pages
                            + ": the API does not heed the page token. Mend page_token_option of the paginator");
        }
        lastPage = keys.orElse(0);
    }

    /** Without the parameters of an address: a secret that is cut in the middle would not be known for one. */
    private static String shown(PageToken token) {
        String text = token.text();
        int query = text.indexOf('?');
        int most = query < 0 ? LONGEST_SHOWN : Math.min(query + 1, LONGEST_SHOWN);
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
