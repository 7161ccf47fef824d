package dev.weft.order;

/**
 * So many units of a line that carry the same shares, each in minor units (points in whole points).
 *
 * @param count how many units
 * @param paid what the buyer pays for one of them, with tax, after every discount: what is refunded for it
 * @param tax the tax inside {@code paid}
 * @param pointsValue the part of {@code paid} that was paid with points
 * @param pointsRedeemed points redeemed for one of them
 * @param pointsEarned points earned by one of them
 */
public record UnitRun(int count, long paid, long tax, long pointsValue, long pointsRedeemed, long pointsEarned) {
    static final UnitRun NOTHING = new UnitRun(1, 0, 0, 0, 0, 0);

    /** What the buyer pays for one of them; {@code net}: without tax. */
    public long amount(boolean net) {
        return net ? paid - tax : paid;
    }

    /** {@code units} of these together, as one. */
    UnitRun times(int units) {
        return new UnitRun(
                1, paid * units, tax * units, pointsValue * units, pointsRedeemed * units, pointsEarned * units);
    }

    /** One of these and one of {@code other} together. */
    UnitRun plus(UnitRun other) {
        return new UnitRun(
                1,
                paid + other.paid,
                tax + other.tax,
                pointsValue + other.pointsValue,
                pointsRedeemed + other.pointsRedeemed,
                pointsEarned + other.pointsEarned);
    }

    UnitRun counting(int units) {
        return new UnitRun(units, paid, tax, pointsValue, pointsRedeemed, pointsEarned);
    }

    boolean alike(UnitRun other) {
        return counting(1).equals(other.counting(1));
    }
}
