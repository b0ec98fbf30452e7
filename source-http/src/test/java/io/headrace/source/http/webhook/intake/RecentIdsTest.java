package io.headrace.source.http.webhook.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.source.http.webhook.event.Delivery;
import io.headrace.source.http.webhook.event.Delivery.Result;
import io.headrace.source.http.webhook.intake.RecentIds.Claim;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which events count as repetitions. */
class RecentIdsTest {

    private final RecentIds ids = new RecentIds(3);
    private final Delivery first = new Delivery();
    private final Delivery second = new Delivery();

    @Test
    void anIdIsGrantedOnce() {
        assertThat(ids.claim("a", first)).isEqualTo(new Claim.Granted());
        assertThat(ids.claim("a", second)).isEqualTo(new Claim.UnderWay(first));
        ids.settled(List.of("a"), first, Result.STORED);
        assertThat(ids.claim("a", second)).isEqualTo(new Claim.Stored());
    }

    @ParameterizedTest
    @EnumSource(
            value = Result.class,
            names = {"DROPPED", "NOT_SENT", "UNKNOWN"})
    void whatIsNotSurelyStoredMayComeAgain(Result result) {
        ids.claim("a", first);
        ids.settled(List.of("a"), first, result);
        assertThat(ids.claim("a", second)).isEqualTo(new Claim.Granted());
    }

    @Test
    void theOldestIsForgottenFirst() {
        for (String id : List.of("a", "b", "c", "d")) {
            ids.claim(id, first);
        }
        assertThat(ids.size()).isEqualTo(3);
        assertThat(ids.claim("d", second)).isEqualTo(new Claim.UnderWay(first));
        assertThat(ids.claim("a", second)).isEqualTo(new Claim.Granted());
        ids.settled(List.of("a", "b"), first, Result.STORED);
        assertThat(ids.claim("a", new Delivery()))
                .as("the claim is the second one's by now")
                .isEqualTo(new Claim.UnderWay(second));
    }

    @Test
    void noneRemembersNothing() {
        RecentIds none = new RecentIds(0);
        assertThat(none.claim("a", first)).isEqualTo(new Claim.Granted());
        assertThat(none.claim("a", second)).isEqualTo(new Claim.Granted());
    }
}
