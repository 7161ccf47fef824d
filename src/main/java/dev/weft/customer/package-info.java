/**
 * The shopper, 360 degrees: profile from the CRM, points and tier from loyalty, recent orders from the ERP, open basket from commerce.
 * {@code CustomerView} declares these parts and asks all at once. Everything here is personal: it is never shared between shoppers and
 * never stored in a shared cache. It knows no vendor and no HTTP.
 */
@NullMarked
package dev.weft.customer;

import org.jspecify.annotations.NullMarked;
