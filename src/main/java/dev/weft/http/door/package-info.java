/**
 * The door: whether the process takes one more request now, or turns it away before it has cost anything. {@link dev.weft.http.door.Door}
 * is the way in; {@link dev.weft.http.door.Priority} says who is turned away first. It measures the process's own delay only, and knows
 * neither HTTP nor a backend. docs/decisions/0014-the-door-measures-our-own-lag.md has the reasons.
 */
@NullMarked
package dev.weft.http.door;

import org.jspecify.annotations.NullMarked;
