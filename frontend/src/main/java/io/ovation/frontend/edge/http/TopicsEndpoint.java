package io.ovation.frontend.edge.http;

import akka.actor.typed.ActorRef;
import akka.japi.function.Function;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.ovation.access.request.Refusal;
import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Grants;
import io.ovation.common.http.ContentCoding;
import io.ovation.common.http.Json;
import io.ovation.common.http.JsonFields;
import io.ovation.common.http.Problem;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.edge.Answers;
import io.ovation.frontend.viewer.ConnectionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /v1/stream/{connection}/topics}: changes what a connection watches, whichever frontend node holds it,
 * because a proxy may send this request to another node than the stream.
 */
final class TopicsEndpoint {

    private static final Problem UNKNOWN =
            Problem.notFound("there is no such connection, or it has ended; its id is in the stream's 'open' event");

    private static final Problem NOT_COVERED = Problem.forbidden(
            "the token that the stream has does not cover one of the topics; renew the stream with one that does");

    private static final Set<String> FIELDS = new LinkedHashSet<>(List.of("subscribe", "unsubscribe", "passive"));

    private final FrontendNodes nodes;
    private final TopicLimit limit;
    private final Answers answers;

    TopicsEndpoint(FrontendNodes nodes, TopicLimit limit, Answers answers) {
        this.nodes = nodes;
        this.limit = limit;
        this.answers = answers;
    }

    /** @throws io.ovation.common.http.ProblemException if the request is not valid, or the caller may not read a topic */
    CompletionStage<FullHttpResponse> handle(
            Channel channel, String connection, FullHttpRequest request, Caller caller) {
        ContentCoding.requireNone(request.headers().getAll(HttpHeaderNames.CONTENT_ENCODING));
        JsonFields fields = JsonFields.of(Json.read(ByteBufUtil.getBytes(request.content())), FIELDS);
        List<Topic> subscribe = topics(fields, "subscribe");
        List<Topic> unsubscribe = topics(fields, "unsubscribe");
        Optional<Boolean> passive = fields.flag("passive");
        Refusal.require(subscribe.stream().allMatch(caller::mayRead), caller);
        return limit.take(channel, request.headers(), subscribe)
                .thenCompose(turn -> ask(
                        connection,
                        replyTo -> new FrontendMessage.ChangeTopics(
                                connection, caller.member(), subscribe, unsubscribe, passive, replyTo)));
    }

    /** {@code POST /v1/stream/{connection}/token}: the stream has the rights of the token of this request from now on. */
    CompletionStage<FullHttpResponse> renew(String connection, Caller caller) {
        Refusal.require(caller.member().isPresent() || caller.equals(Caller.UNRESTRICTED), caller);
        return ask(connection, replyTo -> new FrontendMessage.RenewRights(connection, Grants.of(caller), replyTo));
    }

    private CompletionStage<FullHttpResponse> ask(
            String connection, Function<ActorRef<FrontendMessage.TopicsReply>, FrontendMessage> question) {
        Optional<ConnectionId> id = ConnectionId.parse(connection);
        if (id.isEmpty()) {
            return CompletableFuture.completedFuture(answers.problem(UNKNOWN));
        }
        return nodes.ask(id.get().node(), question)
                .thenApply(reply -> reply.map(this::answer).orElseGet(() -> answers.problem(UNKNOWN)))
                .exceptionally(
                        failure -> answers.unavailable("the node that holds the connection did not answer in time", 1));
    }

    /** @throws io.ovation.common.http.ProblemException 400 that says what a topic looks like */
    static Topic parse(String name) {
        try {
            return Topic.wanted(name);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(e.getMessage()).asException();
        }
    }

    private List<Topic> topics(JsonFields fields, String field) {
        return fields.texts(field, limit.most()).stream()
                .map(TopicsEndpoint::parse)
                .toList();
    }

    private FullHttpResponse answer(FrontendMessage.TopicsReply reply) {
        if (reply instanceof FrontendMessage.TopicsHeld held) {
            return answers.json(new Held(held.topics(), held.passive()));
        }
        if (reply instanceof FrontendMessage.TooManyTopics) {
            return answers.problem(limit.refuse());
        }
        if (reply instanceof FrontendMessage.TopicsNotCovered) {
            return answers.problem(NOT_COVERED);
        }
        return answers.problem(UNKNOWN);
    }

    private record Held(Set<Topic> topics, boolean passive) {}
}
