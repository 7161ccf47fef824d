package dev.weft.http;

/** The caller's mistake, found while parsing; becomes the problem it carries. Without stack trace. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BadInput(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static BadInput of(String detail) {
        return new BadInput(Problem.badRequest(detail));
    }

    Problem problem() {
        return problem;
    }
}
