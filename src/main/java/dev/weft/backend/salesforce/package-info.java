/**
 * A Salesforce org as the source of people ({@link dev.weft.backend.salesforce.CrmProfiles}) and of the loyalty programme
 * ({@link dev.weft.backend.salesforce.LoyaltyMembers}, {@link dev.weft.backend.salesforce.LoyaltyEarning}). Sessions that end early
 * (401 INVALID_SESSION_ID) are renewed below, in {@link dev.weft.backend.client.BackendClient}; everything else the org answers is
 * understood here. What is read is personal: failures carry error codes only.
 */
@NullMarked
package dev.weft.backend.salesforce;

import org.jspecify.annotations.NullMarked;
