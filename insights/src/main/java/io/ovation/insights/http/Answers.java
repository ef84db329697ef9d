package io.ovation.insights.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import io.ovation.common.http.Problem;

/** What operators are answered, which nobody keeps. */
final class Answers {

    static final HttpHeader NOT_STORED = RawHeader.create("Cache-Control", "no-store");

    private static final ContentType PROBLEM = ContentTypes.parse(Problem.MEDIA_TYPE);
    private static final HttpHeader SOON = RawHeader.create("Retry-After", "5");

    private Answers() {}

    static HttpResponse json(byte[] json) {
        return HttpResponse.create()
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, json))
                .addHeader(NOT_STORED);
    }

    static HttpResponse problem(Problem problem) {
        return HttpResponse.create().withStatus(problem.status()).withEntity(PROBLEM, problem.toJson());
    }

    /** @param why there is no other answer now */
    static HttpResponse later(String why) {
        return problem(Problem.unavailable(why)).addHeader(SOON);
    }
}
