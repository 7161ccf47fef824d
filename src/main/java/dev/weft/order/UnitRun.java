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
public record UnitRun(int count, long paid, long tax, long pointsValue, long pointsRedeemed, long pointsEarned) {}
