/**
 * Commerce: SLAS, which signs shopper tokens, and the Shopper APIs for products, categories, customers, baskets and orders.
 * Way in: {@link dev.weft.sandbox.scapi.Commerce}. Answers follow Salesforce's OpenAPI; tokens have SLAS's claims and are
 * checked on every Shopper call.
 */
@NullMarked
package dev.weft.sandbox.scapi;

import org.jspecify.annotations.NullMarked;
