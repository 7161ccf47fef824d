/**
 * SAP S/4HANA as a storefront's integration meets it: OData V2 services behind OAuth or Basic, the CSRF handshake, {@code
 * $batch} and server-driven paging. Way in: {@link dev.weft.sandbox.sap.SapSystem}. Each service is a list of {@code
 * EntitySet}s over the invented truth; filters, selection and paging are done once for all of them.
 */
@NullMarked
package dev.weft.sandbox.sap;

import org.jspecify.annotations.NullMarked;
