/**
 * A Salesforce org, twice: the CRM with contacts, accounts and cases, and the loyalty ledger with members and tiers. Both
 * share the token endpoint, the small SOQL engine, error arrays and the limit header. Ways in: {@link
 * dev.weft.sandbox.salesforce.Crm} and {@link dev.weft.sandbox.salesforce.LoyaltyLedger}.
 */
@NullMarked
package dev.weft.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
