package dev.weft.settings;

import java.time.Duration;

/** Checks what the store's times may be. */
final class StoreCheck {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration A_DAY = Duration.ofHours(24);

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
        if (store.has("postgres") && store.has("file")) {
            findings.error(
                    store.path().key("file"),
                    "a file beside postgres",
                    "Orders are kept in one place: remove one of the two.");
        }
    }
}
