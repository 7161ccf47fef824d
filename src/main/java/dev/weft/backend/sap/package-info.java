/**
 * SAP S/4HANA as the source of stock, prices and orders, over its published OData version 2 services. Each port is one class;
 * {@link dev.weft.backend.sap.SapSettings} says which plants, sales areas and key spellings belong to which site. It knows no HTTP
 * client: everything leaves through {@link dev.weft.backend.client.BackendClient}.
 */
@NullMarked
package dev.weft.backend.sap;

import org.jspecify.annotations.NullMarked;
