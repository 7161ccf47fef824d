/** Tests of stock and what is promised from it. */
@NullMarked
package dev.weft.inventory;

import org.jspecify.annotations.NullMarked;
