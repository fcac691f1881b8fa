package dev.apitokens.systemtests.scale;

import dev.apitokens.systemtests.product.Product;
import org.junit.jupiter.api.Test;

/** What must hold at the same time, on embedded H2. */
class ConcurrencyIT {

    private final Concurrency concurrency = new Concurrency(Product.shared());

    @Test
    void createWhenAtTheLimitThenNeverMore() throws Exception {
        concurrency.assertLimitHolds();
    }

    @Test
    void createWhenFirstTokensComeTogetherThenNeverMore() throws Exception {
        concurrency.assertLimitHoldsForFirstTokens();
    }

    @Test
    void createWhenSameNameThenOne() throws Exception {
        concurrency.assertNameStaysUnique();
    }

    @Test
    void introspectWhenBegunAfterRevocationThenInactive() throws Exception {
        concurrency.assertNothingIsActiveAfterRevocation();
    }

    @Test
    void createWhenManyPeopleMakeTheirFirstThenAllDo() throws Exception {
        concurrency.assertFirstTokensOfNeighbours();
    }

    @Test
    void revokeWhenManyTimesAtOnceThenRevoked() throws Exception {
        concurrency.assertRevokedByAllAtOnce();
    }
}
