package io.ovation.frontend.edge.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.ovation.access.AccessControl;
import io.ovation.access.request.Refusal;
import io.ovation.access.rights.Caller;
import io.ovation.common.async.StageFailure;
import io.ovation.common.http.ProblemException;
import io.ovation.edge.Answers;
import io.ovation.edge.http1.RequestFlowControl;
import io.ovation.edge.message.RequestTarget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who makes a request, lets its endpoint answer, and writes that. */
final class Callers {

    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

    /** Answers somebody, on the event loop: with nothing if it has taken the connection over. */
    @FunctionalInterface
    interface Endpoint {

        CompletionStage<Optional<FullHttpResponse>> answer(Caller caller);
    }

    private static final String TICKET = "ticket";

    private final AccessControl access;
    private final TicketEndpoint tickets;
    private final Answers answers;

    Callers(AccessControl access, TicketEndpoint tickets, Answers answers) {
        this.access = access;
        this.tickets = tickets;
        this.answers = answers;
    }

    /** The same for a request that may have a ticket in its target, as that for a stream. */
    void answer(ChannelHandlerContext context, FullHttpRequest request, RequestTarget target, Endpoint endpoint) {
        List<String> ticket = target.parameters().getOrDefault(TICKET, List.of());
        if (ticket.isEmpty() || access.isOpen()) {
            answer(context, request, endpoint);
        } else {
            answer(context, request, taken(ticket), endpoint);
        }
    }

    private CompletableFuture<Caller> taken(List<String> ticket) {
        return ticket.size() == 1
                ? tickets.take(ticket.get(0)).thenApply(access::admit).toCompletableFuture()
                : CompletableFuture.failedFuture(Refusal.unknown());
    }

    /** Until then no further request of the connection is read: answers leave in the order of the requests. */
    void answer(ChannelHandlerContext context, FullHttpRequest request, Endpoint endpoint) {
        CompletableFuture<Caller> caller =
                access.callerOf(name -> request.headers().getAll(name)).toCompletableFuture();
        answer(context, request, caller, endpoint);
    }

    private void answer(
            ChannelHandlerContext context,
            FullHttpRequest request,
            CompletableFuture<Caller> caller,
            Endpoint endpoint) {
        CompletableFuture<Optional<FullHttpResponse>> answer = caller.isDone()
                ? caller.thenCompose(endpoint::answer)
                : answerOnceKnown(context, request, caller, endpoint);
        if (answer.isDone()) {
            write(context, answer);
            return;
        }
        RequestFlowControl flow = RequestFlowControl.of(context);
        flow.pause();
        answer.whenCompleteAsync(
                (ready, failure) -> {
                    if (!context.isRemoved()) {
                        write(context, answer);
                        flow.resume();
                    }
                },
                context.executor());
    }

    private static CompletableFuture<Optional<FullHttpResponse>> answerOnceKnown(
            ChannelHandlerContext context,
            FullHttpRequest request,
            CompletableFuture<Caller> caller,
            Endpoint endpoint) {
        request.retain();
        return caller.thenComposeAsync(
                        known -> context.isRemoved()
                                ? CompletableFuture.completedStage(Optional.<FullHttpResponse>empty())
                                : endpoint.answer(known),
                        context.executor())
                .whenComplete((ready, failure) -> request.release());
    }

    /** @param answer that is there, or has failed */
    private void write(ChannelHandlerContext context, CompletableFuture<Optional<FullHttpResponse>> answer) {
        answer.whenComplete((ready, failure) -> {
            if (failure == null) {
                ready.ifPresent(context::writeAndFlush);
            } else {
                refuse(context, failure);
            }
        });
    }

    private void refuse(ChannelHandlerContext context, Throwable failure) {
        if (StageFailure.unwrap(failure) instanceof ProblemException refused) {
            context.writeAndFlush(answers.problem(refused));
        } else {
            LOG.warn("a request failed", failure);
            context.close();
        }
    }
}
