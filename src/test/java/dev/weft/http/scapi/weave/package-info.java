@NullMarked
package dev.weft.http.scapi.weave;

import org.jspecify.annotations.NullMarked;
