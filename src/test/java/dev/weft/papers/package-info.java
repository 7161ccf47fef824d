/** Holds the project's papers against the project: what they name exists, and what exists is named. */
@NullMarked
package dev.weft.papers;

import org.jspecify.annotations.NullMarked;
