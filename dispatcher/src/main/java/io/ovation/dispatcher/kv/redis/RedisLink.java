package io.ovation.dispatcher.kv.redis;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to Redis, and makes a new one for as long as it takes when that is lost. Lettuce could do so for
 * a connection that was there once, but not for the first, nor when the server falls silent without a word.
 */
final class RedisLink extends AbstractBehavior<RedisLink.Command> {

    sealed interface Command {}

    private record Connect() implements Command {}

    private record Connected(StatefulRedisConnection<String, String> connection) implements Command {}

    private record NotConnected(Throwable cause) implements Command {}

    private record Closed(Object connection) implements Command {}

    private record Ping() implements Command {}

    private record Pong(Object connection) implements Command {}

    private static final int PINGS_PER_SILENCE = 3;

    /** @param shared is told what becomes of the connection */
    static Behavior<Command> create(RedisSettings settings, RedisConnection shared) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new RedisLink(context, timers, settings, shared)));
    }

    private final TimerScheduler<Command> timers;
    private final RedisSettings settings;
    private final RedisConnection shared;
    private final RedisConnector connector;
    private @Nullable StatefulRedisConnection<String, String> connection;
    private String logged = "";
    private long heardAtNanos;

    private RedisLink(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            RedisSettings settings,
            RedisConnection shared) {
        super(context);
        context.setLoggerName(RedisLink.class);
        this.timers = timers;
        this.settings = settings;
        this.shared = shared;
        this.connector = new RedisConnector(settings);
        timers.startTimerWithFixedDelay(new Ping(), settings.silence().dividedBy(PINGS_PER_SILENCE));
        context.getSelf().tell(new Connect());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Connect.class, connect -> onConnect())
                .onMessage(Connected.class, this::onConnected)
                .onMessage(NotConnected.class, this::onNotConnected)
                .onMessage(Closed.class, this::onClosed)
                .onMessage(Ping.class, ping -> onPing())
                .onMessage(Pong.class, this::onPong)
                .onSignal(PostStop.class, stop -> onPostStop())
                .build();
    }

    private Behavior<Command> onConnect() {
        getContext()
                .pipeToSelf(
                        connector.connect(),
                        (made, failure) -> failure == null ? new Connected(made) : new NotConnected(failure));
        return this;
    }

    private Behavior<Command> onConnected(Connected connected) {
        StatefulRedisConnection<String, String> made = connected.connection();
        connection = made;
        heardAtNanos = System.nanoTime();
        made.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                getContext().getSelf().tell(new Closed(made));
            }
        });
        shared.up(made.async(), heardAtNanos);
        logged = "";
        getContext().getLog().info("Subscriptions and presence are kept in {}", settings.server());
        return this;
    }

    private Behavior<Command> onNotConnected(NotConnected notConnected) {
        lost(reason(notConnected.cause()));
        return this;
    }

    private Behavior<Command> onClosed(Closed closed) {
        if (closed.connection() == connection) {
            lost("the connection was closed");
        }
        return this;
    }

    private Behavior<Command> onPing() {
        StatefulRedisConnection<String, String> current = connection;
        if (current != null) {
            if (System.nanoTime() - heardAtNanos > settings.silence().toNanos()) {
                lost("no answer for " + settings.silence().toMillis() + " ms");
            } else {
                current.async().ping().thenRun(() -> getContext().getSelf().tell(new Pong(current)));
            }
        }
        return this;
    }

    private Behavior<Command> onPong(Pong pong) {
        if (pong.connection() == connection) {
            heardAtNanos = System.nanoTime();
        }
        return this;
    }

    private Behavior<Command> onPostStop() {
        shared.down("this node stops", System.nanoTime());
        connector.close();
        return this;
    }

    private void lost(String reason) {
        if (connection != null) {
            connection.closeAsync();
            connection = null;
        }
        String trouble = settings.server() + " cannot be reached: " + reason;
        shared.down(trouble, System.nanoTime());
        if (!logged.equals(trouble)) {
            getContext().getLog().warn("{}; topics and members go on with what their actors know", trouble);
            logged = trouble;
        }
        timers.startSingleTimer(new Connect(), pause());
    }

    private Duration pause() {
        double share = 0.5 + 0.5 * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (settings.reconnectAfter().toNanos() * share));
    }

    /** The last of the causes says it best, and without the URL. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause instanceof CompletionException || cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getMessage();
    }
}
