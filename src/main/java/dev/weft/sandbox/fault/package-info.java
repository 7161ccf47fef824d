/**
 * What goes wrong on purpose: faults per system and operation, read from JSON or a command-line flag, and what each request
 * is therefore to suffer. It decides; the server in {@code dev.weft.sandbox} carries it out.
 */
@NullMarked
package dev.weft.sandbox.fault;

import org.jspecify.annotations.NullMarked;
