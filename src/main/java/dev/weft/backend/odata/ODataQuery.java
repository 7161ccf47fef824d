package dev.weft.backend.odata;

import dev.weft.backend.client.UrlText;

/**
 * One read of one resource of one service. Immutable: the fixed part is built once and completed per request.
 *
 * @param service the service's root, for example {@code /sap/opu/odata/sap/API_SALES_ORDER_SRV}, without a slash at the end
 * @param resource entity set or function, for example {@code A_SalesOrder}
 * @param options the encoded query string, without the question mark
 */
public record ODataQuery(String service, String resource, String options) {
    public static ODataQuery of(String service, String resource) {
        return new ODataQuery(service, resource, "");
    }

    public ODataQuery select(String... properties) {
        return with("$select", String.join(",", properties));
    }

    public ODataQuery expand(String... navigations) {
        return with("$expand", String.join(",", navigations));
    }

    /** For example {@code CreationDate desc}. */
    public ODataQuery orderBy(String... properties) {
        return with("$orderby", UrlText.query(String.join(",", properties)));
    }

    public ODataQuery top(int rows) {
        return with("$top", Integer.toString(rows));
    }

    public ODataQuery filter(ODataFilter filter) {
        return with("$filter", filter.encoded());
    }

    /** A function's string parameter. */
    public ODataQuery parameter(String name, String value) {
        return with(name, ODataFilter.literal(value));
    }

    /** A function's parameter of another type, as {@link ODataTime} writes them. */
    public ODataQuery rawParameter(String name, String literal) {
        return with(name, UrlText.query(literal));
    }

    /** Path and query from the backend's base URL on. */
    public String target() {
        return service + '/' + relative();
    }

    /** Path and query from the service's root on, as parts of a batch want them. */
    public String relative() {
        return options.isEmpty() ? resource : resource + '?' + options;
    }

    private ODataQuery with(String name, String encodedValue) {
        String option = name + '=' + encodedValue;
        return new ODataQuery(service, resource, options.isEmpty() ? option : options + '&' + option);
    }
}
