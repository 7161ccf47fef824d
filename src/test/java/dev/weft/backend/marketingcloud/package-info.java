/** Marketing Cloud's wire, byte for byte against canned answers. */
@NullMarked
package dev.weft.backend.marketingcloud;

import org.jspecify.annotations.NullMarked;
