package dev.weft.admin;

import java.util.Map;

/**
 * One request to the operators' port, let in.
 *
 * @param operator who asks
 * @param parameters what stands in the places of the route's path
 * @param query the first value of each query parameter
 * @param body all of it; empty where there is none
 */
public record AdminCall(Operator operator, Map<String, String> parameters, Map<String, String> query, byte[] body) {
    public AdminCall {
        parameters = Map.copyOf(parameters);
        query = Map.copyOf(query);
    }
}
