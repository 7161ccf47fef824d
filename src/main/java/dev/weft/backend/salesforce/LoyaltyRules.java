package dev.weft.backend.salesforce;

import com.fasterxml.jackson.core.JsonPointer;
import dev.weft.order.SpentPoints;
import java.time.Duration;

/**
 * How points are booked in one loyalty programme, whose processes each org defines for itself.
 *
 * @param accrual the program process that credits points
 * @param redemption the one that debits them
 * @param creditParameter the parameter that says how many to credit
 * @param debitParameter the parameter that says how many to debit
 * @param journalId JSON Pointer to the journal's id in a process's answer
 * @param spentPoints what is done where earned points are to be taken back and the member has spent them
 * @param lag how long after a send the org may still book it, or not yet find it by reference
 */
public record LoyaltyRules(
        String accrual,
        String redemption,
        String creditParameter,
        String debitParameter,
        String journalId,
        SpentPoints spentPoints,
        Duration lag) {
    public static final String DEFAULT_JOURNAL_ID = "/outputParameters/outputParameters/results/0/TransactionJournalId";

    public LoyaltyRules {
        if (accrual.isBlank() || redemption.isBlank()) {
            throw new IllegalArgumentException(
                    "processes: '" + accrual + "' and '" + redemption + "' (expected: a process's name each)");
        }
        Soql.checkField("creditParameter", creditParameter);
        Soql.checkField("debitParameter", debitParameter);
        JsonPointer.compile(journalId);
        if (lag.isNegative()) {
            throw new IllegalArgumentException("lag: " + lag + " (expected: not negative)");
        }
    }

    /** Processes of these names, with the parameters Salesforce's own examples have. */
    public static LoyaltyRules of(String accrual, String redemption) {
        return new LoyaltyRules(
                accrual,
                redemption,
                "PointsToCredit",
                "PointsToDebit",
                DEFAULT_JOURNAL_ID,
                SpentPoints.FORGIVE,
                Duration.ofSeconds(30));
    }
}
