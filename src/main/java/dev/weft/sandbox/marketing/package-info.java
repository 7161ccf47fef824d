/**
 * Marketing Cloud Engagement: tokens for a server-to-server client, and the entry event of one journey, whose data extension has the columns
 * of {@link dev.weft.sandbox.marketing.DataExtension}. Way in: {@link dev.weft.sandbox.marketing.MarketingCloud}; what it was told lies in its
 * {@link dev.weft.sandbox.marketing.Inbox}.
 */
@NullMarked
package dev.weft.sandbox.marketing;

import org.jspecify.annotations.NullMarked;
