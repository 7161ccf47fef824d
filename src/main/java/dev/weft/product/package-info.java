/**
 * What one product screen needs: content from commerce, price and stock from the ERP, points to earn from loyalty. {@code ProductPage}
 * declares these parts and asks all at once; the ports {@link dev.weft.product.Catalog}, {@link dev.weft.product.Prices},
 * {@link dev.weft.product.Stock} and {@link dev.weft.product.Earning} are what a backend implements. It knows no vendor and no HTTP.
 */
@NullMarked
package dev.weft.product;

import org.jspecify.annotations.NullMarked;
