/**
 * The SCAPI face: a storefront made for Salesforce B2C Commerce calls Weft at Salesforce's own paths. Everything passes through as it is;
 * where the site says so, the ERP's stock and prices and the loyalty ledger's points are woven into the answers. Way in:
 * {@link dev.weft.http.scapi.json.Document} for the weaving.
 */
@NullMarked
package dev.weft.http.scapi;

import org.jspecify.annotations.NullMarked;
