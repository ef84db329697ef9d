package io.ovation.joint.simulation;

import io.ovation.common.log.Follower.Question;
import io.ovation.common.log.Follower.Taken;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.dispatcher.remote.RemoteLog;
import io.ovation.dispatcher.topic.TopicLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The topic's actor on a dispatcher: takes the log in order, tells its subscribers, and takes in the other data centre's. */
final class TopicActor extends Actor {

    private static final Duration RETRY_LOAD = Duration.ofSeconds(2);
    private static final Duration COMPARE = Duration.ofSeconds(10);

    private final World world;
    private final String dataCentre;
    private final TopicLog<Actor> log;
    private final Map<String, RemoteLog<Actor>> remote = new HashMap<>();
    private final Set<Frontend> subscribers = new LinkedHashSet<>();
    private final Set<Frontend> unwelcomed = new LinkedHashSet<>();
    private boolean loading;

    /** @param known subscribers as the subscription store has them */
    TopicActor(World world, SimulatedNode process, Set<Frontend> known) {
        super(process, process + "'s topic");
        this.world = world;
        this.dataCentre = process.dataCentre();
        this.log = new TopicLog<>(
                new WindowSettings(5, 60, 512 * 1024, Duration.ofMinutes(5)), world.budget(), world.random());
        known.forEach(subscribers::add);
        if (!known.isEmpty()) {
            load();
        }
        compareLater();
    }

    @Override
    void receive(Message message) {
        if (message instanceof Message.Entries entries) {
            entries(entries);
        } else if (message instanceof Message.Tail tail) {
            tail(tail);
        } else if (message instanceof Message.Busy busy) {
            busy(busy);
        } else if (message instanceof Message.Diverged diverged) {
            diverged(diverged);
        } else if (message instanceof Message.TopicLoaded loaded) {
            loaded(loaded);
        } else if (message instanceof Message.Fetch fetch) {
            fetch(fetch);
        } else if (message instanceof Message.FetchBefore fetch) {
            log.pageThrough(fetch.through())
                    .ifPresentOrElse(
                            page -> tell(fetch.replyTo(), new Message.Entries(null, page, false, this)),
                            () -> tellBackend(fetch));
        } else if (message instanceof Message.Subscribe subscribe) {
            subscribe(subscribe.frontend());
        } else if (message instanceof Message.Renew renew) {
            renew(renew);
        } else if (message instanceof Message.Unsubscribe unsubscribe) {
            subscribers.remove(unsubscribe.frontend());
            unwelcomed.remove(unsubscribe.frontend());
            if (subscribers.isEmpty() && unwelcomed.isEmpty()) {
                log.release();
                loading = false;
            }
        } else if (message instanceof Message.RemoteCursor cursor) {
            remote(cursor.dataCentre()).replied(cursor.mark(), world.nowNanos());
        } else if (message instanceof Message.RemoteBusy busy) {
            remote(busy.dataCentre()).refused(Duration.ofMillis(500), world.nowNanos());
        } else {
            throw new AssertionError(this + " is told " + message);
        }
        goOn();
    }

    /** The log of this topic in the other data centre may be longer: what a sweep would say. */
    void compareWith(String other, Mark mark, Actor source) {
        remote(other).told(mark, source, world.nowNanos());
        goOn();
    }

    Optional<Mark> mark() {
        return log.mark();
    }

    boolean isWatched() {
        return !subscribers.isEmpty();
    }

    private void entries(Message.Entries entries) {
        if (entries.dataCentre() != null) {
            remote(entries.dataCentre()).receive(entries.range(), entries.source(), world.nowNanos());
            return;
        }
        LogRange own = log.withoutRetracted(entries.range()).only(entry -> entry.mayComeFrom(dataCentre));
        if (!own.isEmpty() && log.isNews(entries.range())) {
            world.otherTopicActor(dataCentre, this)
                    .ifPresent(other -> tell(other, new Message.Entries(dataCentre, own, false, this)));
        }
        if (log.isKept()) {
            deliver(log.receive(entries.range(), entries.gap(), entries.source(), world.nowNanos()));
        }
    }

    private void tail(Message.Tail tail) {
        if (tail.dataCentre() != null) {
            remote(tail.dataCentre()).told(tail.mark(), tail.source(), world.nowNanos());
            return;
        }
        world.otherTopicActor(dataCentre, this)
                .ifPresent(other -> tell(other, new Message.Tail(dataCentre, tail.mark(), this)));
        log.told(tail.mark(), tail.source(), world.nowNanos());
    }

    private void busy(Message.Busy busy) {
        Duration wait = Duration.ofMillis(300);
        if (busy.dataCentre() == null) {
            log.postpone(wait, world.nowNanos());
        } else {
            remote(busy.dataCentre()).postponed(wait, world.nowNanos());
        }
    }

    private void diverged(Message.Diverged diverged) {
        if (diverged.dataCentre() != null) {
            remote(diverged.dataCentre()).diverged(diverged.asked(), diverged.places(), world.nowNanos());
        } else if (log.diverged(diverged.asked())) {
            load();
        }
    }

    private void loaded(Message.TopicLoaded loaded) {
        if (!loading) {
            return;
        }
        loading = false;
        List<Taken> taken = log.start(loaded.latest(), world.nowNanos());
        subscribers.forEach(frontend ->
                tell(frontend, new Message.Tail(null, loaded.latest().through(), this)));
        unwelcomed.forEach(this::welcome);
        subscribers.addAll(unwelcomed);
        unwelcomed.clear();
        deliver(taken);
    }

    private void fetch(Message.Fetch fetch) {
        Optional<LogRange> page = log.page(fetch.after(), fetch.to());
        if (page.isEmpty()) {
            tellBackend(fetch);
        } else {
            LogRange wanted = fetch.dataCentre() == null
                    ? page.get()
                    : page.get().only(entry -> entry.mayComeFrom(fetch.dataCentre()));
            tell(fetch.replyTo(), new Message.Entries(fetch.dataCentre(), wanted, false, this));
        }
    }

    private void subscribe(Frontend frontend) {
        world.subscriptions(dataCentre).add(frontend);
        if (log.mark().isPresent()) {
            subscribers.add(frontend);
            welcome(frontend);
        } else {
            unwelcomed.add(frontend);
            load();
        }
    }

    private void renew(Message.Renew renew) {
        if (!subscribers.contains(renew.frontend())) {
            subscribe(renew.frontend());
        } else if (renew.mark() != null) {
            log.standing(renew.mark()).ifPresent(standing -> {
                switch (standing) {
                    case LEVEL -> {}
                    case BEHIND ->
                        tell(renew.frontend(), new Message.Tail(null, log.mark().orElseThrow(), this));
                    case AHEAD ->
                        world.backend(dataCentre).ifPresent(backend -> {
                            log.told(renew.mark(), backend, world.nowNanos());
                            tell(
                                    backend,
                                    new Message.Fetch(
                                            null, renew.mark(), renew.mark().position(), renew.frontend()));
                        });
                }
            });
        }
    }

    private void welcome(Frontend frontend) {
        tell(frontend, new Message.Subscribed(log.latestPage().orElse(null), this));
    }

    private void load() {
        log.keep();
        if (!loading) {
            loading = true;
            askForLoad();
        }
    }

    private void askForLoad() {
        if (loading) {
            tellBackend(new Message.LoadTopic(this));
            world.after(this, RETRY_LOAD, this::askForLoad);
        }
    }

    private void deliver(List<Taken> taken) {
        for (Taken each : taken) {
            each.range().entries().forEach(entry -> world.invariants().onTaken(this, entry));
            for (LogRange page : each.range().pages()) {
                subscribers.forEach(frontend -> tell(frontend, new Message.Entries(null, page, each.gap(), this)));
            }
        }
    }

    /** Does what is due, and comes back when something will be. */
    private void goOn() {
        long now = world.nowNanos();
        deliver(log.skip(now));
        log.ask(now).ifPresent(this::ask);
        remote.forEach((other, there) -> {
            there.request(now)
                    .ifPresent(request -> tellBackend(request.match(
                            commit -> new Message.CommitRemote(other, commit.page(), commit.gap(), this),
                            realign -> new Message.RealignRemote(other, realign.places(), this))));
            there.ask(now).ifPresent(question -> askThere(other, question));
        });
        OptionalLong wake = log.askAtNanos();
        for (RemoteLog<Actor> there : remote.values()) {
            OptionalLong next = there.wakeAtNanos();
            wake = wake.isEmpty() || (next.isPresent() && next.getAsLong() < wake.getAsLong()) ? next : wake;
        }
        wake.ifPresent(at -> world.wake(this, at, this::goOn));
    }

    private void ask(Question<Actor> question) {
        Message.Fetch fetch = new Message.Fetch(null, question.after(), question.to(), this);
        if (question.source() == null) {
            tellBackend(fetch);
        } else {
            tell(question.source(), fetch);
        }
    }

    private void askThere(String other, Question<Actor> question) {
        Message.Fetch fetch = new Message.Fetch(other, question.after(), question.to(), this);
        Optional<? extends Actor> asked =
                question.source() == null ? world.topicActor(other, this) : Optional.of(question.source());
        asked.ifPresent(actor -> tell(actor, fetch));
    }

    private void compareLater() {
        world.after(this, COMPARE, () -> {
            if (isWatched()) {
                tellBackend(new Message.Compare(this));
            }
            compareLater();
        });
    }

    private RemoteLog<Actor> remote(String other) {
        return remote.computeIfAbsent(other, none -> new RemoteLog<>(world.budget(), world.random(), world.nowNanos()));
    }

    private void tellBackend(Message message) {
        world.backend(dataCentre).ifPresent(backend -> tell(backend, message));
    }

    private void tell(Actor to, Message message) {
        world.network().send(this, to, message);
    }
}
