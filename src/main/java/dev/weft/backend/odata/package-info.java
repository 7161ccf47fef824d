/**
 * The little of OData (version 2) that reading from an ERP needs: {@link dev.weft.backend.odata.ODataQuery} and
 * {@link dev.weft.backend.odata.ODataFilter} write the request, {@link dev.weft.backend.odata.ODataRows} reads the answer row by row and
 * follows its pages, {@link dev.weft.backend.odata.ODataBatch} puts several reads into one call. It knows no entity and no vendor. Only
 * {@code ODataRows} and {@code ODataTime} know how version 2 wraps rows and writes dates, so version 4 is a second pair of those.
 */
@NullMarked
package dev.weft.backend.odata;

import org.jspecify.annotations.NullMarked;
