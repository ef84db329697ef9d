package io.ovation.likes.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.access.request.Refusal;
import io.ovation.access.revocation.Revocations;
import io.ovation.access.rights.Caller;
import io.ovation.common.event.Totals;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import io.ovation.common.log.Retraction;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceParent;
import io.ovation.common.trace.Tracing;
import io.ovation.likes.commit.GroupCommit.Outcome;
import io.ovation.likes.commit.Write;
import io.ovation.likes.http.request.PublisherRequests;
import io.ovation.likes.http.request.QueryParameters;
import io.ovation.likes.http.request.RequestHeaders;
import io.ovation.likes.http.request.RevocationRequest;
import io.ovation.likes.http.request.VideoPage;
import io.ovation.likes.http.view.PresenceView;
import io.ovation.likes.http.view.VideoView;
import io.ovation.likes.publish.TopicEvent;
import io.ovation.likes.store.NewEntry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The publisher API: {@code POST /likes}, {@code /comments} and {@code /typing}, {@code DELETE /comments/{id}},
 * {@code GET /videos/{video}}, and {@code /presence}.
 */
final class PublisherApi extends AllDirectives {

    private static final HttpResponse ACCEPTED = HttpResponse.create().withStatus(StatusCodes.ACCEPTED);

    private static final Problem KEY_REUSED = Problem.keyReused(
            "header Idempotency-Key: this member has used the key here before, for a comment with another"
                    + " text, mediaTime or featured; send that one as it was, or this one with a key of its own");

    private final ApiSettings settings;
    private final Publishing publishing;
    private final PublisherRequests requests;
    private final CommentsPerMember comments;
    private final Problems problems;

    PublisherApi(ApiSettings settings, Publishing publishing) {
        this.settings = settings;
        this.publishing = publishing;
        this.requests = new PublisherRequests(settings.limits(), publishing.dataCentre(), settings.typingExpiry());
        this.comments = new CommentsPerMember(settings);
        this.problems = new Problems(settings.retryAfter());
    }

    Route routes() {
        Route endpoints = concat(
                path("likes", () -> post(this::likes)),
                path("comments", () -> post(this::comment)),
                path(PathMatchers.segment("comments").slash(PathMatchers.segment()), this::oneComment),
                path("typing", () -> post(this::typing)),
                path(PathMatchers.segment("v1").slash("revocations"), () -> post(this::revoke)),
                path("presence", this::presence),
                path(PathMatchers.segment("videos").slash(PathMatchers.segment()), this::videos));
        return endpoints.seal(problems.rejectionHandler(), problems.exceptionHandler());
    }

    private Route post(Function<Request, CompletionStage<HttpResponse>> handler) {
        return endpoint(HttpMethods.POST, withBody(handler));
    }

    private Route presence() {
        return concat(
                handle(HttpMethods.GET, this::presences),
                handle(HttpMethods.POST, withBody(this::heartbeats)),
                options(() -> complete(PathOptions.of(HttpMethods.GET, HttpMethods.POST))));
    }

    private Route videos(String video) {
        return endpoint(
                HttpMethods.GET,
                (request, caller) ->
                        video(VideoPage.from(video, request.getUri().query(), settings.limits()), caller));
    }

    private Route oneComment(String id) {
        return endpoint(HttpMethods.DELETE, (request, caller) -> retract(id, request, caller));
    }

    private Route endpoint(HttpMethod method, Handler handler) {
        return concat(handle(method, handler), options(() -> complete(PathOptions.of(method))));
    }

    /** Nothing of a request is read before it is known who makes it. */
    private Route handle(HttpMethod method, Handler handler) {
        return method(
                method,
                () -> extractRequest(request -> completeWithFuture(publishing
                        .access()
                        .callerOf(name -> RequestHeaders.all(request, name))
                        .thenCompose(caller -> handler.answer(request, caller)))));
    }

    private Handler withBody(Function<Request, CompletionStage<HttpResponse>> handler) {
        return (request, caller) -> handler.apply(new Request(request, JsonBody.read(request), caller));
    }

    private CompletionStage<HttpResponse> likes(Request request) {
        return commit(request.head(), Write.of(requests.by(request.caller()).likes(request.body())), ACCEPTED);
    }

    private CompletionStage<HttpResponse> comment(Request request) {
        NewEntry comment = requests.by(request.caller())
                .comment(request.body(), RequestHeaders.only(request.head(), "Idempotency-Key"), Instant.now());
        comments.take(request.body().get("member").textValue(), request.caller());
        return commit(
                request.head(), Write.of(comment), acceptedId(comment.body().id()));
    }

    private CompletionStage<HttpResponse> retract(String commentId, HttpRequest request, Caller caller) {
        if (publishing.access().isOpen() && !settings.retraction()) {
            throw Problem.forbidden("comments cannot be retracted here: ovation.likes.http.retraction is off")
                    .asException();
        }
        Query query = request.getUri().query();
        QueryParameters.requireKnown(query, "by");
        Retraction retraction = requests.by(caller).retraction(commentId, QueryParameters.only(query, "by"));
        return publishing
                .reads()
                .read(store -> OwnComments.topicOf(commentId, store, caller))
                .thenCompose(topic -> topic.map(known -> commit(
                                request,
                                Write.of(new NewEntry(known, publishing.dataCentre(), retraction)),
                                acceptedId(commentId)))
                        .orElseThrow(() -> caller.moderatesAll()
                                ? Problem.notFound("there is no such comment").asException()
                                : Refusal.of(caller)));
    }

    private CompletionStage<HttpResponse> typing(Request request) {
        TopicEvent typing = requests.by(request.caller()).typing(request.body());
        publishing.tracing().accepted(typing.event(), () -> RequestHeaders.parent(request.head()));
        publishing.sink().publish(typing.topic(), typing.event());
        return CompletableFuture.completedStage(ACCEPTED);
    }

    private CompletionStage<HttpResponse> revoke(Request request) {
        if (publishing.access().isOpen()) {
            throw Problem.forbidden("access is open here, so nobody can be kept out")
                    .asException();
        }
        Refusal.require(request.caller().isService(), request.caller());
        Revocation revocation = RevocationRequest.read(request.body(), Instant.now());
        if (!publishing.access().revocations().current().hasRoomFor(revocation)) {
            throw Problem.unavailable(
                            "there are " + Revocations.MOST + " revocations that hold, and there may be no more")
                    .asException();
        }
        return publishing
                .revoke()
                .apply(revocation)
                .thenApply(everywhere ->
                        json(everywhere ? StatusCodes.OK : StatusCodes.ACCEPTED, Map.of("everywhere", everywhere)));
    }

    private CompletionStage<HttpResponse> heartbeats(Request request) {
        publishing.presence().heartbeats(requests.by(request.caller()).presence(request.body()));
        return CompletableFuture.completedStage(ACCEPTED);
    }

    private CompletionStage<HttpResponse> presences(HttpRequest request, Caller caller) {
        Set<String> members = PresenceView.wanted(request.getUri().query());
        Refusal.require(members.stream().map(Topic::presence).allMatch(caller::mayRead), caller);
        return PresenceView.ask(members, publishing.presence()).thenApply(view -> json(StatusCodes.OK, view));
    }

    private CompletionStage<HttpResponse> video(VideoPage page, Caller caller) {
        Refusal.require(caller.mayRead(page.video()), caller);
        return publishing
                .reads()
                .read(store -> new VideoView.Stored(
                        Totals.of(publishing.dataCentre(), store.totals(page.video())), page.comments(store)))
                .thenCombine(
                        publishing.live().describe(page.video()),
                        (stored, live) -> json(StatusCodes.OK, VideoView.of(page.video(), stored, live)));
    }

    private CompletionStage<HttpResponse> commit(HttpRequest request, Write write, HttpResponse accepted) {
        Tracing tracing = publishing.tracing();
        Supplier<Optional<TraceParent>> parent = () -> RequestHeaders.parent(request);
        write.events().forEach(event -> tracing.accepted(event, parent));
        return publishing.commit().apply(write).thenApply(outcome -> {
            if (outcome != Outcome.COMMITTED) {
                write.events().forEach(event -> tracing.ended(Stage.ACCEPTED, event, Ending.REFUSED));
            }
            return respond(outcome, accepted);
        });
    }

    private HttpResponse respond(Outcome outcome, HttpResponse accepted) {
        return switch (outcome) {
            case COMMITTED -> accepted;
            case KEY_REUSED -> Problems.response(KEY_REUSED);
            case QUEUE_FULL -> problems.unavailable("too many writes wait to be committed; nothing was kept");
            case DRAINING -> problems.unavailable("this backend is going down; nothing was kept");
            case FAILED -> problems.unavailable("the store cannot commit at the moment");
        };
    }

    private static HttpResponse acceptedId(String id) {
        return json(StatusCodes.ACCEPTED, Map.of("id", id));
    }

    private static HttpResponse json(StatusCode status, Object value) {
        HttpEntity.Strict body = HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.write(value));
        return HttpResponse.create().withStatus(status).withEntity(body);
    }

    /** Answers the request of somebody who is known. */
    @FunctionalInterface
    private interface Handler {

        CompletionStage<HttpResponse> answer(HttpRequest request, Caller caller);
    }

    private record Request(HttpRequest head, JsonNode body, Caller caller) {}
}
