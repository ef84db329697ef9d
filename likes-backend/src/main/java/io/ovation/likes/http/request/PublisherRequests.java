package io.ovation.likes.http.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.http.Ids;
import io.ovation.common.http.JsonFields;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import io.ovation.likes.commit.LikesGiven;
import io.ovation.likes.publish.TopicEvent;
import io.ovation.likes.store.NewEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what publishers send. Whatever is not right ends in a {@link ProblemException} that says what would be. */
public final class PublisherRequests {

    private static final int IDEMPOTENCY_KEY_LENGTH = 128;

    private static final Set<String> LIKES_FIELDS = fields("video", "reaction", "count", "member", "mediaTime");
    private static final Set<String> COMMENT_FIELDS =
            fields("video", "conversation", "member", "text", "mediaTime", "featured");
    private static final Set<String> PRESENCE_FIELDS = fields("member");
    private static final Set<String> TYPING_FIELDS = fields("video", "conversation", "member");

    private final RequestLimits limits;
    private final String dataCentre;
    private final int typingExpiresInSeconds;

    /** @param dataCentre that accepts what is sent */
    public PublisherRequests(RequestLimits limits, String dataCentre, Duration typingExpiry) {
        this.limits = limits;
        this.dataCentre = dataCentre;
        this.typingExpiresInSeconds = Math.toIntExact(typingExpiry.toSeconds());
    }

    /** An object, or an array of them. */
    public List<LikesGiven> likes(JsonNode body) {
        return entries(body, "likes", this::likesEntry);
    }

    private LikesGiven likesEntry(JsonNode entry) {
        JsonFields fields = JsonFields.of(entry, LIKES_FIELDS);
        Topic video = Topic.video(fields.requiredId("video"));
        String reaction = fields.text("reaction").orElse(limits.reactions().get(0));
        if (!limits.reactions().contains(reaction)) {
            throw invalid("field 'reaction' must be one of " + String.join(", ", limits.reactions()));
        }
        // A member may say who likes, but likes are counted, not remembered by name.
        fields.id("member");
        return new LikesGiven(
                video,
                reaction,
                fields.wholeNumber("count", 1, limits.likesPerEntry()).orElse(1L),
                fields.seconds("mediaTime").orElse(null));
    }

    public NewEntry comment(JsonNode body, Optional<String> idempotencyKey, Instant now) {
        JsonFields fields = JsonFields.of(body, COMMENT_FIELDS);
        Topic topic = topic(fields);
        String member = fields.requiredId("member");
        String text = CommentText.require("text", fields.requiredText("text"), limits.commentCharacters());
        Double mediaTime = fields.seconds("mediaTime").orElse(null);
        boolean featured = fields.flag("featured").orElse(false);
        String id = idempotencyKey
                .map(key -> EntryId.derivedFrom(topic, member, requireKey(key)))
                .orElseGet(() -> EntryId.at(now.toEpochMilli()));
        return new NewEntry(
                topic,
                dataCentre,
                new Comment(id, member, text, now.truncatedTo(ChronoUnit.MILLIS), mediaTime, featured));
    }

    /** @param by the member who takes the comment back, if known */
    public Retraction retraction(String commentId, Optional<String> by) {
        String target = Ids.require("comment", commentId);
        String member = by.map(id -> Ids.require("by", id)).orElse(null);
        return new Retraction(EntryId.ofRetraction(target), target, member);
    }

    public TopicEvent typing(JsonNode body) {
        JsonFields fields = JsonFields.of(body, TYPING_FIELDS);
        return new TopicEvent(topic(fields), new Event.Typing(fields.requiredId("member"), typingExpiresInSeconds));
    }

    /**
     * An object, or an array of them.
     *
     * @return whose heartbeats they are
     */
    public List<String> presence(JsonNode body) {
        return entries(
                body,
                "heartbeats",
                entry -> JsonFields.of(entry, PRESENCE_FIELDS).requiredId("member"));
    }

    private <T> List<T> entries(JsonNode body, String what, Function<JsonNode, T> read) {
        if (!body.isArray()) {
            return List.of(read.apply(body));
        }
        if (body.isEmpty() || body.size() > limits.entriesPerRequest()) {
            throw invalid("an array of " + what + " must have 1 to " + limits.entriesPerRequest() + " entries, not "
                    + body.size());
        }
        List<T> entries = new ArrayList<>(body.size());
        for (int index = 0; index < body.size(); index++) {
            try {
                entries.add(read.apply(body.get(index)));
            } catch (ProblemException e) {
                throw invalid("[" + index + "]: " + e.problem().detail());
            }
        }
        return entries;
    }

    private static Topic topic(JsonFields fields) {
        if (fields.has("video") == fields.has("conversation")) {
            throw invalid("exactly one of the fields 'video' and 'conversation' is needed");
        }
        return fields.has("video")
                ? Topic.video(fields.requiredId("video"))
                : Topic.conversation(fields.requiredId("conversation"));
    }

    private static String requireKey(String key) {
        boolean printable = key.chars().allMatch(character -> character >= ' ' && character <= '~');
        if (key.isBlank() || key.length() > IDEMPOTENCY_KEY_LENGTH || !printable) {
            throw invalid(
                    "header Idempotency-Key must be 1 to " + IDEMPOTENCY_KEY_LENGTH + " printable ASCII characters");
        }
        return key;
    }

    /** In the order in which a message lists them. */
    private static Set<String> fields(String... names) {
        return new LinkedHashSet<>(Arrays.asList(names));
    }

    private static ProblemException invalid(String detail) {
        return Problem.invalid(detail).asException();
    }
}
