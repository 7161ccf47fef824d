/**
 * An authorisation server whose tokens say nothing themselves, and which must be asked about them. Way in: {@link
 * dev.weft.sandbox.issuer.TokenDesk}.
 */
@NullMarked
package dev.weft.sandbox.issuer;

import org.jspecify.annotations.NullMarked;
