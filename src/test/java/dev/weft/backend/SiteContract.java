package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What also holds where a backend serves some sites and not others. */
public abstract class SiteContract<K, V> extends LookupContract<K, V> {
    @Test
    void namesASiteItDoesNotServe() {
        serve();
        Failure failure = failure(Set.of(known()), NOWHERE);
        assertThat(failure.reason()).isEqualTo(Failure.Reason.INTERNAL);
        assertThat(failure.detail()).contains("Nowhere");
        assertThat(backend.seen()).isEmpty();
    }
}
