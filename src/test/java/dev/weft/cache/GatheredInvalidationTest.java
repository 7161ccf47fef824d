package dev.weft.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatheredInvalidationTest {
    private final List<Invalidation.Selection> walks = new ArrayList<>();
    private final List<Promise<Integer>> ends = new ArrayList<>();
    private final GatheredInvalidation drops = new GatheredInvalidation(selection -> {
        walks.add(selection);
        Promise<Integer> end = Promise.promise();
        ends.add(end);
        return end.future();
    });

    @Test
    void walksAtOnceWhenNobodyDoes() {
        Future<Void> one = drops.drop(Set.of("sku:1"));
        assertThat(walks).hasSize(1);
        assertThat(one.isComplete()).isFalse();
        ends.get(0).complete(1);
        assertThat(one.succeeded()).isTrue();
    }

    @Test
    void gathersWhatIsAskedForMeanwhileIntoOneMoreWalk() {
        Future<Void> first = drops.drop(Set.of("sku:1"));
        Future<Void> second = drops.drop(Set.of("sku:2"));
        Future<Void> third = drops.drop(Set.of("sku:3"));
        assertThat(walks).hasSize(1);
        ends.get(0).complete(1);
        assertThat(first.succeeded()).isTrue();
        assertThat(walks).hasSize(2);
        assertThat(walks.get(1).matches("price", "WeftEU", "2")).isTrue();
        assertThat(walks.get(1).matches("price", "WeftEU", "3")).isTrue();
        assertThat(walks.get(1).matches("price", "WeftEU", "1")).isFalse();
        assertThat(second.isComplete() || third.isComplete()).isFalse();
        ends.get(1).complete(2);
        assertThat(second.succeeded() && third.succeeded()).isTrue();
    }

    @Test
    void aFailedWalkFailsItsOwnAndNotTheNext() {
        Future<Void> first = drops.drop(Set.of("sku:1"));
        Future<Void> second = drops.drop(Set.of("sku:2"));
        ends.get(0).fail("no worker");
        assertThat(first.failed()).isTrue();
        ends.get(1).complete(0);
        assertThat(second.succeeded()).isTrue();
        Future<Void> later = drops.drop(Set.of("sku:4"));
        assertThat(walks).hasSize(3);
        ends.get(2).complete(0);
        assertThat(later.succeeded()).isTrue();
    }
}
