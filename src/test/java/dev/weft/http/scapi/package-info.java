@NullMarked
package dev.weft.http.scapi;

import org.jspecify.annotations.NullMarked;
