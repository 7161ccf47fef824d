package dev.weft.order;

/**
 * What pays for the order: money already authorised by a payment provider, and points of the loyalty programme. Card data never comes here.
 *
 * @param reference the provider's own
 * @param method for example {@code card}
 * @param amount the money, in minor units
 * @param points the points to redeem; 0 for none
 * @param pointsValue what they pay for, in minor units
 */
public record Payment(String reference, String method, long amount, long points, long pointsValue) {}
