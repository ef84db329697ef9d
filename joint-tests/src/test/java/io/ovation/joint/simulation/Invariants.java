package io.ovation.joint.simulation;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.EventId;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must hold at every moment. Whatever does not throws. */
final class Invariants {

    private final Map<String, Store> stores = new HashMap<>();
    private final Map<String, History> histories = new HashMap<>();
    /** Of what an actor has taken the retraction, and the mark of that. */
    private final Map<Actor, Map<String, Mark>> retracted = new HashMap<>();

    void add(Store store, History history) {
        stores.put(store.dataCentre(), store);
        histories.put(store.dataCentre(), history);
    }

    /** An actor has taken an entry. */
    void onTaken(Actor actor, Entry entry) {
        entry.body().accept(new EntryBody.Visitor<Void>() {
            @Override
            public Void comment(Comment comment) {
                return null;
            }

            @Override
            public Void retraction(Retraction retraction) {
                retracted.computeIfAbsent(actor, none -> new HashMap<>()).put(retraction.target(), entry.mark());
                return null;
            }

            @Override
            public Void emptied(Emptied emptied) {
                return null;
            }
        });
    }

    /** No message is too large, names what is not durable, or has the text of what its sender knows to be retracted. */
    void onSend(Actor from, Message message) {
        if (message instanceof Message.Entries entries) {
            LogRange range = entries.range();
            if (range.bytes() > LogRange.PAGE_BYTES && range.entries().size() > 1) {
                throw new AssertionError(from + " sends " + range.bytes() + " bytes");
            }
            if (from instanceof Backend) {
                requireDurable(from, range.through());
            }
            range.entries().forEach(entry -> requireNotRetracted(from, entry.body()));
        } else if (message instanceof Message.Tail tail && from instanceof Backend) {
            requireDurable(from, tail.mark());
        }
    }

    /** A viewer is shown something by a frontend. */
    void onTold(Frontend by, EntryBody body) {
        requireNotRetracted(by, body);
    }

    /** What a viewer is told next follows on what it has: all in between is void. */
    void onNext(Viewer viewer, EventId lastSeen, boolean resumes, Mark next) {
        Mark place = lastSeen.mark().orElseThrow();
        History.Node node = node(viewer, next);
        if (isRepetition(viewer, place, next)) {
            return;
        }
        if (resumes && !isAfter(node, place)) {
            requireAllSince(viewer, lastSeen.at(), node);
            return;
        }
        requireFollows(viewer, place, next, Optional.ofNullable(node.before()));
    }

    /** A stream that comes from another history goes on from its time. */
    private void requireAllSince(Viewer viewer, Instant seen, History.Node next) {
        for (History.Node node = next.before();
                node != null && node.entry().loggedAt().isAfter(seen);
                node = node.before()) {
            if (!history(viewer).isVoid(node.id())) {
                throw new AssertionError(viewer + " resumes with " + next.mark() + ", and lacks " + node.mark()
                        + ", which was logged after the last that it has seen");
            }
        }
    }

    private static boolean isAfter(History.Node node, Mark place) {
        History.Node before = node;
        while (before != null && before.mark().position() > place.position()) {
            before = before.before();
        }
        return before == null ? place.equals(Mark.START) : before.mark().equals(place);
    }

    /** A stream that resumes at a frontend which is behind, or has another history, may go back a little. */
    private boolean isRepetition(Viewer viewer, Mark place, Mark next) {
        Optional<History.Node> node = history(viewer).find(place);
        while (node.isPresent() && node.get().mark().position() > next.position()) {
            node = Optional.ofNullable(node.get().before());
        }
        return node.filter(it -> it.mark().equals(next)).isPresent();
    }

    /** A snapshot without a gap before it shows no more than the viewer was told. */
    void onSnapshot(Viewer viewer, EventId lastSeen, boolean resumes, Mark snapshot) {
        Mark place = lastSeen.mark().orElseThrow();
        if (snapshot.position() == 0 || isRepetition(viewer, place, snapshot)) {
            return;
        }
        History.Node node = node(viewer, snapshot);
        if (resumes && !isAfter(node, place)) {
            requireAllSince(viewer, lastSeen.at(), node);
            return;
        }
        requireFollows(viewer, place, snapshot, Optional.of(node));
    }

    /** Whether a viewer has come as far as the store: what lies in between is void. */
    boolean isLevel(Viewer viewer) {
        Store store = stores.get(viewer.dataCentre());
        Mark place = viewer.place();
        Optional<History.Node> node = history(viewer).find(store.mark());
        while (node.isPresent()
                && !node.get().mark().equals(place)
                && history(viewer).isVoid(node.get().id())) {
            node = Optional.ofNullable(node.get().before());
        }
        return node.map(History.Node::mark).orElse(Mark.START).equals(place);
    }

    private void requireFollows(Viewer viewer, Mark place, Mark next, Optional<History.Node> before) {
        Optional<History.Node> node = before;
        while (node.isPresent() && !node.get().mark().equals(place)) {
            if (!history(viewer).isVoid(node.get().id())) {
                throw new AssertionError(viewer + " is told " + next + " after " + place + ", and lacks "
                        + node.get().mark() + " without a gap, "
                        + brief(node.get().entry()));
            }
            node = Optional.ofNullable(node.get().before());
        }
        if (!node.map(History.Node::mark).orElse(Mark.START).equals(place)) {
            throw new AssertionError(viewer + " is told " + next + ", which does not come after " + place);
        }
    }

    private static String brief(Entry entry) {
        return entry.body().getClass().getSimpleName() + ' ' + entry.id() + " of " + entry.origin();
    }

    private History.Node node(Viewer viewer, Mark mark) {
        return history(viewer)
                .find(mark)
                .orElseThrow(() -> new AssertionError(viewer + " is told " + mark + ", which nobody has logged"));
    }

    private History history(Viewer viewer) {
        return histories.get(viewer.dataCentre());
    }

    private void requireDurable(Actor from, Mark mark) {
        Store store = stores.get(from.process().dataCentre());
        if (mark.position() > store.mark().position()) {
            throw new AssertionError(from + " tells of " + mark + ", and the store ends at " + store.mark());
        }
    }

    private void requireNotRetracted(Actor from, EntryBody body) {
        boolean text = body.accept(new EntryBody.Visitor<Boolean>() {
            @Override
            public Boolean comment(Comment comment) {
                return true;
            }

            @Override
            public Boolean retraction(Retraction retraction) {
                return false;
            }

            @Override
            public Boolean emptied(Emptied emptied) {
                return false;
            }
        });
        if (text && knowsOfRetraction(from, body.id())) {
            throw new AssertionError(from + " sends the text of " + body.id() + ", whose retraction it has taken");
        }
    }

    /** What a store that was put back has forgotten does not count: whoever took it is of another history. */
    private boolean knowsOfRetraction(Actor actor, String comment) {
        Store store = stores.get(actor.process().dataCentre());
        if (actor instanceof Backend) {
            return store.isRetracted(comment);
        }
        Mark retraction = retracted.getOrDefault(actor, Map.of()).get(comment);
        if (retraction == null) {
            return false;
        }
        History history = histories.get(actor.process().dataCentre());
        return history.find(store.mark())
                .filter(end -> isAfter(end, retraction))
                .isPresent();
    }
}
