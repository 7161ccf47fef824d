/**
 * The small shapes every simulated system is made of: a {@link dev.weft.sandbox.wire.Call} comes in, a {@link
 * dev.weft.sandbox.wire.Reply} goes out, and a {@link dev.weft.sandbox.wire.BackOffice} says which of its operations that
 * was. Sockets, faults and counting are not known here, so a part of a batch is answered exactly like a request.
 */
@NullMarked
package dev.weft.sandbox.wire;

import org.jspecify.annotations.NullMarked;
