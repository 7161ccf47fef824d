/**
 * Simulated back-office systems on one port, each under its own path prefix and speaking its vendor's wire: commerce, SAP,
 * an in-house ERP, the CRM, the loyalty ledger and the journey tool. Way in: {@link dev.weft.sandbox.Sandbox}; what goes
 * wrong is set by flag or under {@code /_sandbox}. It imports nothing else of Weft, so that it can contradict Weft.
 *
 * <p>Credentials: see {@code scapi.Clients}, {@code sap.SapSystem}, {@code salesforce.SalesforceOrg}, {@code
 * marketing.MarketingCloud} and {@code rest.InHouseErp}. Who is missing where: see {@code data.Shopper}; where commerce differs from the ERPs: {@code
 * data.Prices} and {@code data.Stock}.
 */
@NullMarked
package dev.weft.sandbox;

import org.jspecify.annotations.NullMarked;
