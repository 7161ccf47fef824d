/** What tests share: time moved by hand, and ports that record what they are asked and answer when told to. */
@NullMarked
package dev.weft.testing;

import org.jspecify.annotations.NullMarked;
