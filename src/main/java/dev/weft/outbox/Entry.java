package dev.weft.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry under a lease: whoever holds it may send it until the lease ends, by the store's clock, and nobody else may.
 *
 * @param id the entry's own id, a UUID
 * @param what what is to be done
 * @param attempt which attempt this is, from 1
 * @param faults how many attempts failed through a fault of the entry's own; downtime of the other system never counts
 * @param epoch grows with each lease; a write under an older epoch changes nothing
 * @param unsettledSince set when an earlier attempt may have been applied: the other system is asked before anything is sent again, and
 *     its "absent" counts only once its declared lag has passed since then: the last moment at which it may have been sent
 * @param leaseUntil when the lease ends, by the store's clock
 */
public record Entry(
        String id,
        NewEntry what,
        int attempt,
        int faults,
        long epoch,
        Optional<Instant> unsettledSince,
        Instant leaseUntil) {}
