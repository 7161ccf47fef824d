@NullMarked
package dev.weft.http.scapi.json;

import org.jspecify.annotations.NullMarked;
