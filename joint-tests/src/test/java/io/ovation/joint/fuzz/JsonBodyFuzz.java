package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.http.Json;
import io.ovation.common.log.Comment;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.receipt.ReceiptBatch;
import io.ovation.frontend.receipt.Receipts;
import io.ovation.likes.http.request.PublisherRequests;
import io.ovation.likes.http.request.RequestLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Bodies of requests, as bytes: those of publishers, and the receipts of viewers. */
public final class JsonBodyFuzz {

    static final int COMMENT_CHARACTERS = 500;
    static final PublisherRequests REQUESTS = new PublisherRequests(
            new RequestLimits(List.of("heart", "clap"), 1_000, 100, COMMENT_CHARACTERS, 50, 100),
            "east",
            Duration.ofSeconds(5));

    /** Of which each receipt that is taken is dropped. */
    private static final Receipts RECEIPTS = new Receipts(new Tracing(1, 0, Drill.none()), new SimpleMeterRegistry());

    private JsonBodyFuzz() {}

    public static void fuzzerTestOneInput(byte[] body) {
        Refusals.read(() -> Json.read(body)).ifPresent(json -> {
            Refusals.require(
                    Arrays.equals(body, new String(body, UTF_8).getBytes(UTF_8)), "what is not UTF-8 was read");
            Refusals.require(
                    isInfinite(json) || json.equals(Json.read(Json.write(json))), "JSON is not what it was: " + json);
            read(json);
        });
    }

    /** Whether it has a number that no double is as large as; whoever reads such a field refuses it. */
    private static boolean isInfinite(JsonNode json) {
        return (json.isNumber() && Double.isInfinite(json.doubleValue()))
                || json.valueStream().anyMatch(JsonBodyFuzz::isInfinite);
    }

    private static void read(JsonNode json) {
        Refusals.read(() -> REQUESTS.likes(json))
                .ifPresent(likes -> Refusals.require(!likes.isEmpty() && likes.size() <= 1_000, likes));
        Refusals.read(() -> REQUESTS.typing(json));
        Refusals.read(() -> REQUESTS.presence(json))
                .ifPresent(members -> Refusals.require(
                        members.stream().allMatch(member -> member.matches("[A-Za-z0-9._~-]{1,128}")), members));
        Refusals.read(() -> REQUESTS.comment(json, Optional.empty(), Instant.EPOCH))
                .flatMap(entry -> entry.body() instanceof Comment comment ? Optional.of(comment) : Optional.empty())
                .ifPresent(comment -> Refusals.require(
                        comment.text().codePointCount(0, comment.text().length()) <= COMMENT_CHARACTERS,
                        comment.text()));
        Refusals.read(() -> ReceiptBatch.read(json)).ifPresent(JsonBodyFuzz::check);
    }

    private static void check(ReceiptBatch batch) {
        Refusals.require(batch.receipts().size() <= ReceiptBatch.MOST && batch.errorMillis() >= 0, batch);
        Refusals.require(
                Double.isFinite(batch.offsetMillis())
                        && Double.isFinite(batch.errorMillis())
                        && batch.receipts().stream().allMatch(receipt -> Double.isFinite(receipt.atMillis())),
                batch);
        RECEIPTS.take(batch);
    }
}
