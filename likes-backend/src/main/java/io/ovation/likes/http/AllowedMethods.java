package io.ovation.likes.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.headers.Allow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The methods that a path has. The server answers {@code HEAD} wherever there is {@code GET}. */
record AllowedMethods(List<HttpMethod> all) {

    /** @param routed those for which there are routes */
    static AllowedMethods of(List<HttpMethod> routed) {
        List<HttpMethod> all = new ArrayList<>();
        for (HttpMethod method : routed) {
            all.add(method);
            if (method.equals(HttpMethods.GET)) {
                all.add(HttpMethods.HEAD);
            }
        }
        return new AllowedMethods(all);
    }

    Allow header() {
        return Allow.create(all.toArray(HttpMethod[]::new));
    }

    @Override
    public String toString() {
        return all.stream().map(HttpMethod::value).collect(Collectors.joining(", "));
    }
}
