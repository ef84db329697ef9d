package io.ovation.likes.http.request;

import akka.http.javadsl.model.Query;
import akka.japi.Pair;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.util.List;

/** The names of query parameters. */
public final class QueryParameters {

    private static final int SHOWN = 40;

    private QueryParameters() {}

    /** @throws ProblemException if the query has another parameter than these */
    public static void requireKnown(Query query, String... known) {
        for (Pair<String, String> parameter : query.toList()) {
            String name = parameter.first();
            if (!List.of(known).contains(name)) {
                String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
                throw Problem.invalid(
                                "unknown query parameter '" + shown + "'; known here: " + String.join(", ", known))
                        .asException();
            }
        }
    }
}
