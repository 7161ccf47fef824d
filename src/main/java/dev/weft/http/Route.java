package dev.weft.http;

import dev.weft.http.door.Priority;

/**
 * One route: what it matches, who may use it, and what answers.
 *
 * @param method the HTTP method; a GET route also answers HEAD, a face's ({@code *}) every method
 * @param template the path; a segment in braces is a parameter, wherever it stands
 * @param access who may use it
 * @param limit the throttle class it counts in; empty for none
 * @param priority how late it is turned away where there is too much to do
 * @param handler answers it; may throw {@link BadInput}
 */
record Route(String method, String template, Access access, String limit, Priority priority, Handler handler) {

    /** Answers one exchange, now or later. */
    @FunctionalInterface
    interface Handler {
        void handle(Exchange exchange);
    }

    /**
     * Who may use a route.
     *
     * @param token true when a valid token is needed
     * @param registered true when guests are refused
     * @param scope must be granted, or the right to write the same; empty for none needed
     */
    record Access(boolean token, boolean registered, String scope) {
        static final Access ANYONE = new Access(false, false, "");

        static Access shopper(String scope) {
            return new Access(true, false, scope);
        }

        static Access registered(String scope) {
            return new Access(true, true, scope);
        }
    }

    /** The template, as metrics and logs call it. */
    String name() {
        return template;
    }

    /** True where a request may have a body that somebody reads. */
    boolean takesBody() {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH") || ofFace();
    }

    /** True for a face's: its clients know SCAPI's manners, not ours. */
    boolean ofFace() {
        return method.equals(FaceRoutes.ANY_METHOD);
    }

    boolean hasParameter() {
        return template.indexOf('{') >= 0;
    }

    boolean hasSameTemplate(Route other) {
        return template.equals(other.template);
    }

    /** Which of the template's parameters {@code parameter} is, counted from 0. */
    int position(String parameter) {
        int position = 0;
        for (int at = template.indexOf('{'); at >= 0; at = template.indexOf('{', at + 1)) {
            if (template.startsWith(parameter, at + 1) && template.startsWith("}", at + 1 + parameter.length())) {
                return position;
            }
            position++;
        }
        throw new IllegalArgumentException("parameter: " + parameter + " (expected: one of " + template + ")");
    }
}
