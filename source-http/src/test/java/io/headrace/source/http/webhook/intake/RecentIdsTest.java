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
        assertThat(claim(ids, "a", first)).isEqualTo(new Claim.Granted());
        assertThat(claim(ids, "a", second)).isEqualTo(new Claim.UnderWay(first));
        ids.settled(List.of("a"), first, Result.STORED);
        assertThat(claim(ids, "a", second)).isEqualTo(new Claim.Stored());
    }

    @ParameterizedTest
    @EnumSource(
            value = Result.class,
            names = {"DROPPED", "NOT_SENT", "UNKNOWN"})
    void whatIsNotSurelyStoredMayComeAgain(Result result) {
        claim(ids, "a", first);
        ids.settled(List.of("a"), first, result);
        assertThat(claim(ids, "a", second)).isEqualTo(new Claim.Granted());
    }

    @Test
    void theOldestIsForgottenFirst() {
        for (String id : List.of("a", "b", "c", "d")) {
            claim(ids, id, first);
        }
        assertThat(ids.size()).isEqualTo(3);
        assertThat(claim(ids, "d", second)).isEqualTo(new Claim.UnderWay(first));
        assertThat(claim(ids, "a", second)).isEqualTo(new Claim.Granted());
        ids.settled(List.of("a", "b"), first, Result.STORED);
        assertThat(claim(ids, "a", new Delivery()))
                .as("the claim is the second one's by now")
                .isEqualTo(new Claim.UnderWay(second));
    }

    @Test
    void noneRemembersNothing() {
        RecentIds none = new RecentIds(0);
        assertThat(claim(none, "a", first)).isEqualTo(new Claim.Granted());
        assertThat(claim(none, "a", second)).isEqualTo(new Claim.Granted());
    }

    private static Claim claim(RecentIds ids, String id, Delivery delivery) {
        return ids.claim(List.of(id), delivery).get(0);
    }
}
