/**
 * The load generator: keep-alive HTTP/1.1 connections that cost as little as possible, because they share the machine with the server
 * that is measured. {@link ClosedLoop} asks as fast as it is answered; {@link PacedLoad} asks at a fixed rate whatever happens. No
 * pipelining, no redirects.
 */
@NullMarked
package dev.weft.load.http;

import org.jspecify.annotations.NullMarked;
