/**
 * Any back-office system that answers JSON over HTTP, described by configuration alone: {@link dev.weft.backend.rest.RestSettings} says
 * how a question is put, where the rows are and which of their fields mean what; {@link dev.weft.backend.rest.RestStock},
 * {@link dev.weft.backend.rest.RestPrices} and {@link dev.weft.backend.rest.RestOrders} do the rest. Codes, depots, states and units are
 * translated by tables, so that connecting one more in-house ERP needs no Java.
 */
@NullMarked
package dev.weft.backend.rest;

import org.jspecify.annotations.NullMarked;
