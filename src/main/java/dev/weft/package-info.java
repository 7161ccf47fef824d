/**
 * The root: {@link dev.weft.Main} with its commands, {@link dev.weft.Application} which puts everything together, and the one verticle.
 * Whatever is wired is wired here; nothing here decides anything about products, money or backends.
 */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;
