package io.ovation.frontend.edge.http;

import io.netty.handler.codec.http.FullHttpResponse;
import io.ovation.access.request.Refusal;
import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Grants;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.async.StageFailure;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.edge.Answers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** {@code POST /v1/tickets}: gives tickets out, and takes them, also those of other frontends. */
final class TicketEndpoint {

    private final Tickets tickets;
    private final FrontendNodes nodes;
    private final Answers answers;

    TicketEndpoint(Tickets tickets, FrontendNodes nodes, Answers answers) {
        this.tickets = tickets;
        this.nodes = nodes;
        this.answers = answers;
    }

    /** @throws ProblemException 401 for somebody without a token, who needs no ticket for what anybody may read */
    FullHttpResponse give(Caller caller) {
        Refusal.require(caller.member().isPresent() || caller.equals(Caller.UNRESTRICTED), caller);
        return answers.created(new Given(tickets.giveTo(caller), Tickets.LIFETIME.toSeconds()));
    }

    /** @return who has got it; fails with a {@link ProblemException}: 401 if it is not good, 503 if nobody can tell */
    CompletionStage<Caller> take(String ticket) {
        Optional<Caller> own = tickets.take(ticket);
        if (own.isPresent()) {
            return CompletableFuture.completedStage(own.get());
        }
        Optional<String> node = Tickets.nodeOf(ticket);
        if (node.isEmpty()) {
            return CompletableFuture.failedStage(Refusal.unknown());
        }
        return nodes.<FrontendMessage.TicketTaken>ask(
                        node.get(), replyTo -> new FrontendMessage.TakeTicket(ticket, replyTo))
                .thenApply(taken -> taken.flatMap(FrontendMessage.TicketTaken::grant)
                        .map(Grants::callerOf)
                        .orElseThrow(Refusal::unknown))
                .exceptionally(TicketEndpoint::explain);
    }

    private static Caller explain(Throwable failure) {
        throw new CompletionException(
                StageFailure.unwrap(failure) instanceof ProblemException refused
                        ? refused
                        : Problem.unavailable("the node that gave the ticket out did not answer in time")
                                .asException());
    }

    private record Given(String ticket, long expiresInSeconds) {}
}
