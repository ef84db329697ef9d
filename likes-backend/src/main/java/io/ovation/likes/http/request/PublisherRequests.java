package io.ovation.likes.http.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.access.request.Refusal;
import io.ovation.access.rights.Caller;
import io.ovation.common.event.Event;
import io.ovation.common.http.Ids;
import io.ovation.common.http.JsonFields;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.TraceId;
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
    private static final int INVALID = 400;

    private static final Set<String> LIKES_FIELDS = fields("video", "reaction", "count", "member", "mediaTime");
    private static final Set<String> COMMENT_FIELDS =
            fields("video", "conversation", "member", "text", "mediaTime", "featured");
    private static final Set<String> PRESENCE_FIELDS = fields("member");
    private static final Set<String> TYPING_FIELDS = fields("video", "conversation", "member");

    private final RequestLimits limits;
    private final String dataCentre;
    private final int typingExpiresInSeconds;
    private final Caller caller;

    /** @param dataCentre that accepts what is sent */
    public PublisherRequests(RequestLimits limits, String dataCentre, Duration typingExpiry) {
        this(limits, dataCentre, Math.toIntExact(typingExpiry.toSeconds()), Caller.UNRESTRICTED);
    }

    private PublisherRequests(RequestLimits limits, String dataCentre, int typingExpiresInSeconds, Caller caller) {
        this.limits = limits;
        this.dataCentre = dataCentre;
        this.typingExpiresInSeconds = typingExpiresInSeconds;
        this.caller = caller;
    }

    /** What somebody sends who may not send everything: the rest ends in a problem, 403. */
    public PublisherRequests by(Caller sender) {
        return sender.equals(caller) ? this : new PublisherRequests(limits, dataCentre, typingExpiresInSeconds, sender);
    }

    /** An object, or an array of them. */
    public List<LikesGiven> likes(JsonNode body) {
        return entries(body, "likes", this::likesEntry);
    }

    private LikesGiven likesEntry(JsonNode entry) {
        JsonFields fields = JsonFields.of(entry, LIKES_FIELDS);
        Topic video = writable(Topic.video(fields.requiredId("video")));
        String reaction = fields.text("reaction").orElse(limits.reactions().get(0));
        if (!limits.reactions().contains(reaction)) {
            throw invalid("field 'reaction' must be one of " + String.join(", ", limits.reactions()));
        }
        // A member may say who likes, but likes are counted, not remembered by name.
        fields.id("member").ifPresent(this::requireSpeaksFor);
        return new LikesGiven(
                video,
                reaction,
                fields.wholeNumber("count", 1, limits.likesPerEntry()).orElse(1L),
                fields.seconds("mediaTime").orElse(null),
                TraceId.next());
    }

    public NewEntry comment(JsonNode body, Optional<String> idempotencyKey, Instant now) {
        JsonFields fields = JsonFields.of(body, COMMENT_FIELDS);
        Topic topic = topic(fields);
        String member = requireSpeaksFor(fields.requiredId("member"));
        String text = CommentText.require("text", fields.requiredText("text"), limits.commentCharacters());
        Double mediaTime = fields.seconds("mediaTime").orElse(null);
        boolean featured = fields.flag("featured").orElse(false);
        Refusal.require(!featured || caller.isService(), caller);
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
        String member = by.map(id -> requireSpeaksFor(Ids.require("by", id))).orElse(null);
        return new Retraction(EntryId.ofRetraction(target), target, member);
    }

    public TopicEvent typing(JsonNode body) {
        JsonFields fields = JsonFields.of(body, TYPING_FIELDS);
        return new TopicEvent(
                topic(fields),
                new Event.Typing(
                        requireSpeaksFor(fields.requiredId("member")), typingExpiresInSeconds, TraceId.next()));
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
                entry -> requireSpeaksFor(JsonFields.of(entry, PRESENCE_FIELDS).requiredId("member")));
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
                if (e.problem().status() != INVALID) {
                    throw e;
                }
                throw invalid("[" + index + "]: " + e.problem().detail());
            }
        }
        return entries;
    }

    private Topic topic(JsonFields fields) {
        if (fields.has("video") == fields.has("conversation")) {
            throw invalid("exactly one of the fields 'video' and 'conversation' is needed");
        }
        return writable(
                fields.has("video")
                        ? Topic.video(fields.requiredId("video"))
                        : Topic.conversation(fields.requiredId("conversation")));
    }

    private Topic writable(Topic topic) {
        Refusal.require(caller.mayWrite(topic), caller);
        return topic;
    }

    private String requireSpeaksFor(String member) {
        Refusal.require(caller.speaksFor(member), caller);
        return member;
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
