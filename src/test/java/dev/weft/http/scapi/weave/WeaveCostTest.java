package dev.weft.http.scapi.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weaving a search answer leaves less than twice its size in garbage, of which the answer that is written is once. */
@Isolated
class WeaveCostTest {
    private static final int WARM = 1_000;
    private static final int MEASURED = 200;

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100})
    void aSearchAnswerCostsLessThanTwiceItsSizeInMemory(int wrong) {
        SearchPage page = new SearchPage(wrong);
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < WARM; i++) {
            page.weave();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        for (int round = 0; round < 3; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < MEASURED; i++) {
                page.weave();
            }
            allocated = Math.min(allocated, (threads.getThreadAllocatedBytes(thread) - before) / MEASURED);
        }
        double times = (double) allocated / page.source().length;
        System.out.printf(
                Locale.ROOT,
                "%d bytes, %d %% wrong: %d bytes allocated, %.2f times its size%n",
                page.source().length,
                wrong,
                allocated,
                times);
        assertThat(times).isLessThan(2);
    }
}
