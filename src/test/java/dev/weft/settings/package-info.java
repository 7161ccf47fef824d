/** Tests of reading the configuration. */
@NullMarked
package dev.weft.settings;

import org.jspecify.annotations.NullMarked;
