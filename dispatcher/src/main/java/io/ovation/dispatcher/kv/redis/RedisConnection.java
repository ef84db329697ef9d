package io.ovation.dispatcher.kv.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a store sees of Redis, from any thread: whether there is a connection, and since when. */
final class RedisConnection {

    private record State(@Nullable RedisAsyncCommands<String, String> commands, String trouble, long sinceNanos) {}

    private volatile State state;

    RedisConnection(String trouble, long nowNanos) {
        this.state = new State(null, trouble, nowNanos);
    }

    void up(RedisAsyncCommands<String, String> commands, long nowNanos) {
        state = new State(commands, "", nowNanos);
    }

    void down(String reason, long nowNanos) {
        state = new State(null, reason, nowNanos);
    }

    /** Empty while there is no connection. */
    Optional<RedisAsyncCommands<String, String>> commands() {
        return Optional.ofNullable(state.commands());
    }

    /** Empty while there is a connection. */
    Optional<String> trouble() {
        State current = state;
        return current.commands() == null ? Optional.of(current.trouble()) : Optional.empty();
    }

    /** Whether the connection has lasted since then. */
    boolean hasLastedSince(long timeNanos) {
        State current = state;
        return current.commands() != null && timeNanos - current.sinceNanos() >= 0;
    }
}
