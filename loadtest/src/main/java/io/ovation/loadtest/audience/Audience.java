package io.ovation.loadtest.audience;

import io.netty.channel.EventLoop;
import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.publish.PublishClient;
import io.ovation.loadtest.viewer.Habit;
import io.ovation.loadtest.viewer.StreamListener;
import io.ovation.loadtest.viewer.StreamRequest;
import io.ovation.loadtest.viewer.ViewerClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Members who each hold a stream, and like, type and comment at random over the public interfaces, until closed.
 * Everything happens on one event loop, so nothing here needs a lock.
 */
public final class Audience implements AutoCloseable {

    private static final Duration TYPING_REPEATED = Duration.ofSeconds(3);

    private final AudienceSettings settings;
    private final Access access;
    private final Script script;
    private final Publisher publisher;
    private final ViewerClient client;
    private final EventLoop loop;
    private final AtomicInteger watching = new AtomicInteger();
    private volatile boolean closed;
    private long lastMomentNanos;

    private Audience(AudienceSettings settings, Access access) {
        this.settings = settings;
        this.access = access;
        this.script = new Script(settings.liveliness(), settings.members(), RandomGenerator.getDefault());
        this.client = new ViewerClient(1, access.trust());
        this.loop = client.loop(0);
        this.publisher = new Publisher(
                new PublishClient(settings.publishUrl(), access),
                settings.liveliness().maxInFlight());
    }

    /** Returns at once. A server that is not there yet, or goes away, is tried again until it comes back. */
    public static Audience start(AudienceSettings settings, Access access) {
        Audience audience = new Audience(settings, access);
        audience.loop.execute(audience::begin);
        return audience;
    }

    /** How many members have an open stream. */
    public int watching() {
        return watching.get();
    }

    @Override
    public void close() {
        closed = true;
        client.close();
        publisher.close();
    }

    private void begin() {
        lastMomentNanos = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
        for (int number = 0; number < settings.members(); number++) {
            Member member = new Member(number);
            in(script.untilJoin(), member::connect);
        }
        repeat(script::untilNextLike, () -> like(script.nextLike()));
        repeat(script::untilNextRemark, () -> startTyping(script.nextRemark(sinceMoment())));
        repeat(script::untilNextMoment, this::moment);
    }

    private void moment() {
        lastMomentNanos = System.nanoTime();
        script.moment().forEach(like -> in(like.in(), () -> like(like)));
    }

    private Duration sinceMoment() {
        return Duration.ofNanos(System.nanoTime() - lastMomentNanos);
    }

    private void like(Script.Like like) {
        publisher.post(
                "/likes",
                Map.of(
                        "video", settings.video(),
                        "member", Members.name(like.member()),
                        "reaction", like.reaction(),
                        "count", like.count()));
    }

    private void startTyping(Script.Remark remark) {
        type(Members.name(remark.member()), remark.text(), remark.typing());
    }

    private void type(String member, String text, Duration left) {
        if (left.isZero()) {
            publisher.post("/comments", Map.of("video", settings.video(), "member", member, "text", text));
            return;
        }
        publisher.post("/typing", Map.of("video", settings.video(), "member", member));
        Duration pause = left.compareTo(TYPING_REPEATED) < 0 ? left : TYPING_REPEATED;
        in(pause, () -> type(member, text, left.minus(pause)));
    }

    private void repeat(Supplier<Duration> pause, Runnable action) {
        in(pause.get(), () -> {
            action.run();
            repeat(pause, action);
        });
    }

    private void in(Duration delay, Runnable action) {
        if (!closed) {
            loop.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private final class Member implements StreamListener {

        private final int number;
        private final StreamRequest request;
        private boolean open;
        private int failures;

        Member(int number) {
            this.number = number;
            URI frontend =
                    settings.viewerUrls().get(number % settings.viewerUrls().size());
            request = new StreamRequest(frontend, Topic.video(settings.video())).withMember(Members.name(number));
        }

        void connect() {
            client.connect(loop, request.withToken(access.tokens(), number), this, Habit.AT_ONCE);
        }

        @Override
        public void onOpen() {
            open = true;
            failures = 0;
            watching.incrementAndGet();
        }

        @Override
        public void onClosed(String reason) {
            if (open) {
                open = false;
                watching.decrementAndGet();
            }
            failures++;
            in(script.untilReconnect(failures), this::connect);
        }
    }
}
