package io.headrace.http.read;

import static io.headrace.http.read.TimedTable.KEY;
import static io.headrace.http.read.TimedTable.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R07: windows with more records than an API gives of one list. */
class DeepWindowTest {

    @Test
    void aWindowThatIsTooDeepIsSplitAtItsGreatestCursor() {
        TimedTable table = new TimedTable();
        for (int i = 0; i < 50; i++) {
            table.rows.put("r" + (10 + i), "2024-03-02T00:" + (10 + i / 2) + ":00Z");
        }
        FakePages api = new FakePages().on("items", call -> {
            List<Map<String, @Nullable Object>> found = table.since(call);
            int offset = call.number("offset", 0);
            assertThat(offset).as("the API refuses offsets of 20 and more").isLessThan(20);
            return FakePages.page(
                    PagingTest.cut(found, offset, 5), Map.of(), PageHeaders.NONE, Optional.of(Declared.NOW));
        });
        String deep = Streams.paginator("{'type':'OffsetIncrement','page_size':5}", "offset")
                + ",'pagination_reset':{'type':'PaginationReset','action':'SPLIT_USING_CURSOR','limits':{'type':'PaginationResetLimits','number_of_records':20}}";
        Reading reading = new Reading(Streams.spec(deep, KEY + "," + Streams.cursor("")), api);
        Reading.Pass whole = reading.pass();
        assertThat(ids(whole)).containsExactlyElementsOf(table.rows.keySet());
        for (int i = 0; i < 50; i++) {
            Reading.Pass rest =
                    reading.pass(Optional.of(Reading.stored(whole.reads().get(i).after())));
            assertThat(ids(rest)).as("behind record %d", i).isEqualTo(ids(whole).subList(i + 1, 50));
        }
    }

    @Test
    void aWindowThatIsTooDeepIsSplitBehindABodyThatBrokeOff() {
        TimedTable table = new TimedTable();
        for (int i = 0; i < 30; i++) {
            table.rows.put("r" + (10 + i), "2024-03-02T00:" + (10 + i / 2) + ":00Z");
        }
        int[] breaks = {1};
        FakePages api = new FakePages().on("items", call -> {
            List<Map<String, @Nullable Object>> found = table.since(call);
            int offset = call.number("offset", 0);
            // Nothing is behind the depth of 20, as far as this API says.
            List<Object> page = new ArrayList<>(offset < 20 ? PagingTest.cut(found, offset, 5) : List.of());
            int at = offset == 15 && breaks[0]-- > 0 ? 0 : 99;
            return new PageSource.Fetched.Page(
                    PageHeaders.NONE, "", Optional.of(Declared.NOW), new PagingTest.BreakingStream(page, at));
        });
        String deep = Streams.paginator("{'type':'OffsetIncrement','page_size':5}", "offset")
                + ",'pagination_reset':{'type':'PaginationReset','action':'SPLIT_USING_CURSOR','limits':{'type':'PaginationResetLimits','number_of_records':20}}";
        Reading reading = new Reading(Streams.spec(deep, KEY + "," + Streams.cursor("")), api);
        assertThat(ids(reading.pass())).containsExactlyElementsOf(table.rows.keySet());
    }
}
