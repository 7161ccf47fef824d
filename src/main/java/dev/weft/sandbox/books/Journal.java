package dev.weft.sandbox.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the loyalty ledger; never changed, only cancelled by another.
 *
 * @param sequence from 1, of which the record id is made
 * @param reference the caller's {@code ExternalTransactionNumber}
 * @param type Accrual, Redemption, or the two cancellations
 * @param points what the balance moved by: negative for a redemption
 * @param cancels the entry this one takes back
 */
public record Journal(
        int sequence,
        String reference,
        String type,
        String membership,
        BigDecimal points,
        Optional<Integer> cancels,
        Instant created) {}
