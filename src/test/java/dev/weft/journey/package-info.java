@NullMarked
package dev.weft.journey;

import org.jspecify.annotations.NullMarked;
