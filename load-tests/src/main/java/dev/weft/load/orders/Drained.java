package dev.weft.load.orders;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Waits until an ERP has all that it is to get. */
final class Drained {
    private Drained() {}

    /**
     * Every reference in the ERP's books, once there are {@code wanted}, or {@code limit} is over.
     */
    static Set<String> await(Control control, String system, int wanted, Duration limit) throws Exception {
        long start = System.nanoTime();
        while (true) {
            int count = control.get("verdicts").getJsonObject(system).getInteger("references");
            if (count >= wanted || System.nanoTime() - start > limit.toNanos()) {
                TimeUnit.SECONDS.sleep(2); // one too many would show now
                return new TreeSet<>(control.get("references/" + system).fieldNames());
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
