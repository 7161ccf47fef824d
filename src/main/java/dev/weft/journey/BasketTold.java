package dev.weft.journey;

import dev.weft.outbox.Effect;

/**
 * The journey tool was told of a basket, may have been, or refused to be: from now on it is not told of it again too soon.
 *
 * @param basket the store's own id for it
 */
public record BasketTold(String basket) implements Effect {}
