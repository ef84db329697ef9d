package io.ovation.access;

import io.ovation.access.key.IssuerKeys;
import io.ovation.access.request.HeaderFields;
import io.ovation.access.request.PresentedToken;
import io.ovation.access.request.Refusal;
import io.ovation.access.revocation.RevocationKeeping;
import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenRefused;
import io.ovation.access.token.TokenVerifier;
import io.ovation.common.async.StageFailure;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tells who makes a request. One for a node. */
public final class AccessControl implements AutoCloseable {

    /** Where everybody may do everything. */
    public static final AccessControl OPEN =
            new AccessControl(Optional.empty(), RevocationKeeping.alone(InstantSource.system()));

    /** Signatures that wait for the one thread that verifies them; beyond it callers are told to come back. */
    private static final int MOST_WAITING = 2_000;

    private static final CompletionStage<Caller> ANYBODY = CompletableFuture.completedStage(Caller.UNRESTRICTED);

    /** What it takes to know who somebody is. */
    private record Gate(
            PresentedToken presented,
            TokenVerifier verifier,
            Optional<Caller> anonymous,
            RequestsPerCaller requests,
            Optional<IssuerKeys> keys,
            ExecutorService slow) {}

    private final Optional<Gate> gate;
    private final RevocationKeeping revocations;

    private AccessControl(Optional<Gate> gate, RevocationKeeping revocations) {
        this.gate = gate;
        this.revocations = revocations;
    }

    /** Of a node without others. */
    public static AccessControl start(AccessSettings settings, InstantSource clock) {
        return start(settings, clock, RevocationKeeping.alone(clock));
    }

    /** Begins to read the issuer's keys, if there is one. */
    public static AccessControl start(AccessSettings settings, InstantSource clock, RevocationKeeping revocations) {
        if (settings.mode() == AccessMode.OPEN) {
            return OPEN;
        }
        Optional<IssuerKeys> keys = settings.tokens()
                .keys()
                .map(where -> IssuerKeys.at(
                        where, settings.tokens().keyTimes(), settings.tokens().keptKeys()));
        ExecutorService slow = verifying();
        List<TopicPattern> readByAll =
                settings.presenceForAll() ? List.of(TopicPattern.parse("presence:*")) : List.of();
        TokenVerifier verifier = new TokenVerifier(settings.tokens(), keys, readByAll, slow, clock);
        return new AccessControl(
                Optional.of(new Gate(
                        new PresentedToken(settings.allowedOrigins()),
                        verifier,
                        anonymous(settings),
                        new RequestsPerCaller(settings.requestsPerMember(), settings.requestsPerKey()),
                        keys,
                        slow)),
                revocations);
    }

    private static Optional<Caller> anonymous(AccessSettings settings) {
        List<TopicPattern> read = settings.anonymousRead();
        return read.isEmpty()
                ? Optional.empty()
                : Optional.of(Caller.anonymous(new Rights(read, List.of(), Role.VIEWER)));
    }

    private static ExecutorService verifying() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
            Thread thread = new Thread(task, "verify-tokens");
            thread.setDaemon(true);
            return thread;
        });
    }

    public boolean isOpen() {
        return gate.isEmpty();
    }

    /**
     * @return who it is, mostly at once; fails with a {@link ProblemException}: 401, 429, or 503 if nobody can tell at the
     *     moment
     */
    public CompletionStage<Caller> callerOf(HeaderFields fields) {
        if (gate.isEmpty()) {
            return ANYBODY;
        }
        try {
            Gate closed = gate.get();
            Optional<String> token = closed.presented().in(fields);
            return token.isPresent()
                    ? closed.verifier()
                            .verify(token.get())
                            .exceptionally(AccessControl::refuse)
                            .thenApply(this::admit)
                    : CompletableFuture.completedStage(closed.anonymous().orElseThrow(Refusal::unknown));
        } catch (ProblemException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Those who are kept out, and whoever is to tell the node of it. */
    public RevocationKeeping revocations() {
        return revocations;
    }

    /**
     * For a request of somebody who is known.
     *
     * @throws ProblemException if they are kept out, or ask too often
     */
    public Caller admit(Caller caller) {
        requireNotRevoked(caller);
        gate.ifPresent(closed -> closed.requests().take(caller));
        return caller;
    }

    private void requireNotRevoked(Caller caller) {
        if (!revocations.current().areKnown()) {
            throw Problem.unavailable("this node does not know yet who is let in; try again")
                    .asException();
        }
        if (revocations.current().hit(caller)) {
            throw Refusal.unknown();
        }
    }

    private static Caller refuse(Throwable failure) {
        Throwable cause = StageFailure.unwrap(failure);
        throw new CompletionException(
                cause instanceof TokenRefused
                        ? Refusal.unknown()
                        : Problem.unavailable("tokens cannot be verified at the moment; try again")
                                .asException());
    }

    @Override
    public void close() {
        gate.ifPresent(closed -> {
            closed.keys().ifPresent(IssuerKeys::close);
            closed.slow().shutdownNow();
        });
    }
}
