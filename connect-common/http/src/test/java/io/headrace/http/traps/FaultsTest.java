package io.headrace.http.traps;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.http.Fault;
import io.headrace.testkit.http.FaultPlan;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.OAuthServer;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A long run over an API that fails in every way there is. */
final class FaultsTest {
    private static final int PAGES = 10_000;
    private static final int FAULTS = 500;
    private static final int PER_PAGE = 2;

    private static final String OAUTH = """
            'path':'/r','authenticator':{'type':'OAuthAuthenticator','token_refresh_endpoint':'{{ config.url }}/token',
             'grant_type':'client_credentials','client_id':'me','client_secret':'s3cret'},
             'error_handler':{'type':'CompositeErrorHandler','error_handlers':[
              {'type':'DefaultErrorHandler','response_filters':[
               {'type':'HttpResponseFilter','predicate':'{{ response.get(`ok`) == false or `errors` in response }}','action':'RETRY'}]},
              {'type':'DefaultErrorHandler'}]}""";

    /** Every kind of fault, among them 429 in six forms, 5xx, cut and slow bodies, expired tokens, and errors as HTML. */
    @Test
    void losesAndRepeatsNothingOverTenThousandPagesWithFiveHundredFaults() {
        try (MockApi api = MockApi.start()) {
            OAuthServer oauth = OAuthServer.of("me", "s3cret").uses(3_000);
            FaultPlan plan = FaultPlan.seeded(20_261_121, FAULTS, PAGES);
            api.post("/token", oauth);
            Table table = Table.of("id", PAGES * PER_PAGE, i -> Table.fields("id", i));
            api.get(
                            "/r",
                            Listing.of(table)
                                    .records("data")
                                    .paged(Paging.keyToken("token", "id")
                                            .size(PER_PAGE)
                                            .nextIn("next")))
                    .with(plan)
                    .with(oauth.guard());
            String declaration = Declarations.stream(Declarations.BY_TOKEN, "").replace("'path':'/r'", OAUTH);

            try (Tap tap = new Tap(api, declaration)) {
                List<String> read = tap.pass();

                assertThat(read)
                        .isEqualTo(IntStream.range(0, PAGES * PER_PAGE)
                                .mapToObj(Integer::toString)
                                .toList());
            }
            assertThat(plan.count()).isEqualTo(FAULTS);
            assertThat(plan.done()).hasSize(Fault.values().length);
            assertThat(oauth.logins()).isGreaterThan(3);
        }
    }
}
