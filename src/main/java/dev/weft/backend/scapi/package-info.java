/**
 * Salesforce B2C Commerce as the source of product content, baskets and the commerce side of orders, over the Shopper APIs. Prices and
 * stock are deliberately not read here: the ERP owns them. What is personal is asked with the shopper's own token, which commerce
 * checks against the customer id. It knows no HTTP client: everything leaves through
 * {@link dev.weft.backend.client.BackendClient}.
 */
@NullMarked
package dev.weft.backend.scapi;

import org.jspecify.annotations.NullMarked;
