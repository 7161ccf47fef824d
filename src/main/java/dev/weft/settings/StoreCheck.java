package dev.weft.settings;

import java.time.Duration;

/** Checks what the store's times may be. */
final class StoreCheck {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration A_DAY = Duration.ofHours(24);

    /** What was sent more than once is counted in the ERP once more an hour after it ended, and a busy sweep comes late. */
    private static final Duration RECOUNTED = Duration.ofHours(2);

    private final Section store;
    private final Findings findings;

    StoreCheck(Section root, Findings findings) {
        this.store = root.section("store");
        this.findings = findings;
    }

    void check() {
        if (store.has("deadline")
                && store.duration("deadline")
                        .filter(it -> it.compareTo(SHORTEST) < 0 || it.compareTo(LONGEST) > 0)
                        .isPresent()) {
            KeyPath at = store.path().key("deadline");
            findings.error(
                    at,
                    "not within 50ms and 1s: " + findings.shown(at),
                    "A shopper is told within a second; 900ms is usual.");
        }
        if (store.has("keepKeys")
                && store.duration("keepKeys")
                        .filter(it -> it.compareTo(A_DAY) < 0)
                        .isPresent()) {
            KeyPath at = store.path().key("keepKeys");
            findings.error(
                    at,
                    "shorter than 24h: " + findings.shown(at),
                    "Clients may repeat a request for a day; 48h is usual.");
        }
        if (store.has("keepDone")
                && store.duration("keepDone")
                        .filter(it -> it.compareTo(RECOUNTED) < 0)
                        .isPresent()) {
            KeyPath at = store.path().key("keepDone");
            findings.error(
                    at,
                    "shorter than 2h: " + findings.shown(at),
                    "What the ERP has twice is looked for an hour after it was sent; 168h is usual.");
        }
        if (store.has("postgres") && store.has("file")) {
            findings.error(
                    store.path().key("file"),
                    "a file beside postgres",
                    "Orders are kept in one place: remove one of the two.");
        }
    }
}
