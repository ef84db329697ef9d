package io.ovation.likes.store;

import io.ovation.common.log.Comment;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.topic.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store that holds nothing and takes nothing, but for what a test adds. */
public abstract class EmptyStore implements LikesStore {

    @Override
    public Committed commit(Batch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mark realign(RemoteLog log, List<LogMessage.Place> places) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void tellUnpublished(Consumer<Map<Topic, Mark>> tell) {}

    @Override
    public Map<String, Long> totals(Topic topic) {
        return Map.of();
    }

    @Override
    public Map<Topic, Map<String, Long>> totals(Collection<Topic> topics) {
        return Map.of();
    }

    @Override
    public Map<Topic, Mark> marks(Collection<Topic> topics) {
        return Map.of();
    }

    @Override
    public LogRange latest(Topic topic) {
        return LogRange.empty(Mark.START);
    }

    @Override
    public Optional<LogRange> after(Topic topic, Mark mark, long to, @Nullable String origin) {
        return Optional.empty();
    }

    @Override
    public Optional<LogRange> before(Topic topic, Mark mark, @Nullable String origin) {
        return Optional.empty();
    }

    @Override
    public List<LogMessage.Place> places(Topic topic, @Nullable String origin) {
        return List.of();
    }

    @Override
    public List<BackendMessage.LogEnd> logs(String after, int limit) {
        return List.of();
    }

    @Override
    public Map<Topic, Mark> cursors(String dataCentre, Collection<Topic> topics) {
        return Map.of();
    }

    @Override
    public Optional<Topic> topicOf(String commentId) {
        return Optional.empty();
    }

    @Override
    public void revoke(Collection<Revocation> revocations) {}

    @Override
    public void forget(long beforeMillis) {}

    @Override
    public List<Revocation> revocations() {
        return List.of();
    }

    @Override
    public Optional<String> memberOf(String commentId) {
        return Optional.empty();
    }

    @Override
    public List<Comment> recentComments(Topic topic, int limit) {
        return List.of();
    }

    @Override
    public List<Comment> commentsBefore(Topic topic, String commentId, int limit) {
        return List.of();
    }

    @Override
    public void close() {}
}
