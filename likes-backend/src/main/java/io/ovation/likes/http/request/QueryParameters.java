package io.ovation.likes.http.request;

import akka.http.javadsl.model.Query;
import akka.japi.Pair;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.util.List;
import java.util.Optional;

/** The parameters of a query. */
public final class QueryParameters {

    private static final int SHOWN = 40;

    private QueryParameters() {}

    /** @throws ProblemException if the query has another parameter than these */
    public static void requireKnown(Query query, String... known) {
        for (Pair<String, String> parameter : query.toList()) {
            String name = parameter.first();
            if (!List.of(known).contains(name)) {
                String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
                throw invalid("unknown query parameter '" + shown + "'; known here: " + String.join(", ", known));
            }
        }
    }

    /** @throws ProblemException if it is there more than once */
    public static Optional<String> only(Query query, String name) {
        List<String> values = query.toList().stream()
                .filter(parameter -> parameter.first().equals(name))
                .map(Pair::second)
                .toList();
        if (values.size() > 1) {
            throw invalid("query parameter '" + name + "' is there " + values.size() + " times; once is enough");
        }
        return values.stream().findFirst();
    }

    private static ProblemException invalid(String detail) {
        return Problem.invalid(detail).asException();
    }
}
