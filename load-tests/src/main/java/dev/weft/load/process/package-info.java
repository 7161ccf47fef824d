/**
 * The servers under test, as child processes: how they are started, how one knows that they are ready, what processor time they have
 * used, and how they are stopped. Everything is on the loopback interface. It knows nothing of what the servers answer.
 */
@NullMarked
package dev.weft.load.process;

import org.jspecify.annotations.NullMarked;
