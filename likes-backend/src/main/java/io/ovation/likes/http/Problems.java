package io.ovation.likes.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.MethodRejection;
import akka.http.javadsl.server.Rejection;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.IllegalUriException;
import io.ovation.common.async.StageFailure;
import io.ovation.common.http.ContentCoding;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.http.RetryAfter;
import io.ovation.likes.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every way in which a request can fail, as a response. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String NOTHING_HERE =
            "nothing is at this path; there are /likes, /comments, /comments/{id}, /typing, /presence,"
                    + " /videos/{video} and /v1/revocations";
    private static final ContentType CONTENT_TYPE = ContentTypes.parse(Problem.MEDIA_TYPE);
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final HttpHeader CHALLENGE = RawHeader.create("WWW-Authenticate", Problem.CHALLENGE);
    private static final HttpHeader NO_CODINGS = RawHeader.create("Accept-Encoding", "identity");

    private final HttpHeader retryAfter;

    Problems(Duration retryAfter) {
        this.retryAfter = retryAfter(retryAfter.toSeconds());
    }

    static HttpResponse response(Problem problem) {
        HttpResponse response =
                HttpResponse.create().withStatus(problem.status()).withEntity(CONTENT_TYPE, problem.toJson());
        if (problem.status() == UNAUTHORIZED) {
            return response.addHeader(CHALLENGE);
        }
        return ContentCoding.isRefusedBy(problem) ? response.addHeader(NO_CODINGS) : response;
    }

    HttpResponse unavailable(String detail) {
        return response(Problem.unavailable(detail)).addHeader(retryAfter);
    }

    RejectionHandler rejectionHandler() {
        return RejectionHandler.newBuilder()
                .handleAll(MethodRejection.class, Problems::methodNotAllowed)
                .handle(Rejection.class, rejection -> complete(Problem.invalid("the request cannot be served")))
                .handleNotFound(complete(Problem.notFound(NOTHING_HERE)))
                .build();
    }

    ExceptionHandler exceptionHandler() {
        return ExceptionHandler.newBuilder()
                .matchAny(failure -> Directives.complete(from(failure)))
                .build();
    }

    private HttpResponse from(Throwable thrown) {
        Throwable failure = StageFailure.unwrap(thrown);
        if (failure instanceof ProblemException problem) {
            return refusal(problem);
        }
        if (failure instanceof IllegalUriException) {
            return response(Problem.malformed("the path or the query is not a valid URI"));
        }
        boolean expected = failure instanceof StoreException
                || failure instanceof TimeoutException
                || failure instanceof RejectedExecutionException;
        if (expected) {
            LOG.debug("Request failed", failure);
        } else {
            LOG.error("Request failed for a reason that nobody expected", failure);
        }
        return unavailable("this backend cannot answer at the moment; try again");
    }

    private HttpResponse refusal(ProblemException refused) {
        HttpResponse response = response(refused.problem());
        Optional<HttpHeader> wait =
                refused.retryAfter().map(RetryAfter::seconds).map(Problems::retryAfter);
        if (refused.problem().status() == UNAVAILABLE) {
            return response.addHeader(wait.orElse(retryAfter));
        }
        return wait.map(response::addHeader).orElse(response);
    }

    private static HttpHeader retryAfter(long seconds) {
        return RawHeader.create("Retry-After", Long.toString(seconds));
    }

    private static Route methodNotAllowed(List<MethodRejection> rejections) {
        AllowedMethods allowed = AllowedMethods.of(
                rejections.stream().map(MethodRejection::supported).distinct().toList());
        return Directives.complete(
                response(Problem.methodNotAllowed("allowed here: " + allowed)).addHeader(allowed.header()));
    }

    private static Route complete(Problem problem) {
        return Directives.complete(response(problem));
    }
}
