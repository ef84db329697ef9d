package io.ovation.insights.trace.join;

import io.ovation.common.trace.Stage;
import io.ovation.insights.trace.batch.TracingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where an event was seen, each once, and where it was said to end. */
final class Sightings {

    private final Set<Sighting.Identity> known = new HashSet<>();
    private final Map<Stage, List<Sighting>> reached = new EnumMap<>(Stage.class);
    private final Map<Stage, List<Sighting>> ended = new EnumMap<>(Stage.class);

    /** @return whether it is new */
    boolean add(Sighting sighting) {
        if (!known.add(sighting.identity())) {
            return false;
        }
        (sighting.isEnding() ? ended : reached)
                .computeIfAbsent(sighting.stage(), none -> new ArrayList<>())
                .add(sighting);
        return true;
    }

    int count() {
        return known.size();
    }

    List<Sighting> reached(Stage stage) {
        return reached.getOrDefault(stage, List.of());
    }

    /** The earliest of those; null if there are none. */
    @Nullable
    Sighting first(Stage stage, Predicate<Sighting> condition) {
        return earliest(reached(stage).stream().filter(condition));
    }

    /**
     * Where it was accepted, and went on: a publisher who had no answer asks another node, which knows the event already.
     * Null if that was not seen.
     */
    @Nullable
    Sighting origin() {
        return first(
                Stage.ACCEPTED,
                accepted -> isReached(Stage.COMMITTED, at(accepted.node()))
                        || isReached(Stage.PUBLISHED, at(accepted.node())));
    }

    /** Where it was reached, or said to end. */
    Stream<Sighting> all() {
        return Stream.of(reached, ended)
                .flatMap(stages -> stages.values().stream())
                .flatMap(List::stream);
    }

    /** The earliest of all but what viewers say. */
    @Nullable
    Sighting earliest() {
        return earliest(all().filter(sighting -> sighting.stage() != Stage.RECEIVED));
    }

    boolean isReached(Stage stage, Predicate<Sighting> condition) {
        return reached(stage).stream().anyMatch(condition);
    }

    boolean isEnded(Stage stage, Predicate<Sighting> condition) {
        return ended.getOrDefault(stage, List.of()).stream().anyMatch(condition);
    }

    boolean isSeen(Stage stage, Predicate<Sighting> condition) {
        return isReached(stage, condition) || isEnded(stage, condition);
    }

    /** In that data centre, at any stage after that one. */
    boolean isReachedAfter(Stage stage, String dataCentre) {
        return reached.entrySet().stream()
                .filter(each -> each.getKey().compareTo(stage) > 0)
                .flatMap(each -> each.getValue().stream())
                .anyMatch(sighting -> sighting.isIn(dataCentre));
    }

    /** In that data centre, at any stage after that one, by whoever had lost it. */
    boolean isFetchedAfter(Stage stage, String dataCentre) {
        return reached.entrySet().stream()
                .filter(each -> each.getKey().compareTo(stage) > 0)
                .flatMap(each -> each.getValue().stream())
                .anyMatch(sighting ->
                        sighting.isIn(dataCentre) && sighting.checkpoint().fetched());
    }

    /** All at which it was reached. */
    Set<String> dataCentres() {
        Set<String> dataCentres = new HashSet<>();
        reached.values()
                .forEach(stage -> stage.forEach(
                        sighting -> dataCentres.add(sighting.node().dataCentre())));
        return dataCentres;
    }

    static Predicate<Sighting> at(TracingNode node) {
        return sighting -> sighting.isAt(node);
    }

    static Predicate<Sighting> at(String address) {
        return sighting -> sighting.isAt(address);
    }

    static Predicate<Sighting> in(String dataCentre) {
        return sighting -> sighting.isIn(dataCentre);
    }

    private static @Nullable Sighting earliest(Stream<Sighting> sightings) {
        return sightings.min(Comparator.comparingLong(Sighting::micros)).orElse(null);
    }
}
