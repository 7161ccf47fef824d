/**
 * Salesforce Marketing Cloud Engagement as the journey tool: {@link dev.weft.backend.marketingcloud.MarketingJourneys} fires the entry event
 * of a journey, {@link dev.weft.backend.marketingcloud.EventDefinitions} asks whether there is such an event. It takes every event as a new
 * one and cannot be asked what it has. The address of its REST API comes from configuration alone: the one a token's answer names is not
 * followed. What is sent is personal: failures carry error codes only.
 */
@NullMarked
package dev.weft.backend.marketingcloud;

import org.jspecify.annotations.NullMarked;
