/**
 * A plain in-house JSON ERP, as many companies wrote one: its own names, product codes, depots and minor units, an API key,
 * and the same truth as SAP. Way in: {@link dev.weft.sandbox.rest.InHouseErp}.
 */
@NullMarked
package dev.weft.sandbox.rest;

import org.jspecify.annotations.NullMarked;
