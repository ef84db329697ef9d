package io.ovation.node.local;

import io.ovation.node.local.state.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far the nodes of a cluster have got, and which may be started next.
 *
 * <p>A JVM that starts takes whatever processors there are. Too many at a time, and those that run already are not heard
 * of for so long that the others take them for dead. So no more of them start at a time than there are processors, and
 * the next one when one of them serves.
 */
final class StartProgress {

    private final int atATime;
    private final Map<String, Stage> stages = new LinkedHashMap<>();

    /** @param atATime so many may start at the same time */
    StartProgress(int atATime) {
        this.atATime = atATime;
    }

    /** Whether one more may be started now. */
    boolean hasRoom() {
        return stages.values().stream()
                        .filter(stage -> stage.compareTo(Stage.SERVING) < 0)
                        .count()
                < atATime;
    }

    void onLaunched(String node) {
        stages.put(node, Stage.LAUNCHED);
    }

    /** @return whether it has got further; a node that for a moment does not answer has not gone back */
    boolean onSeen(String node, Stage seen) {
        if (seen.compareTo(stages.get(node)) <= 0) {
            return false;
        }
        stages.put(node, seen);
        return true;
    }

    Stage stage(String node) {
        return stages.get(node);
    }

    long ready() {
        return stages.values().stream().filter(stage -> stage == Stage.READY).count();
    }

    /** Those that were started and are not ready. */
    List<String> unready() {
        List<String> unready = new ArrayList<>(stages.keySet());
        unready.removeIf(node -> stages.get(node) == Stage.READY);
        return unready;
    }

    /** What each of these does. */
    String describe() {
        return unready().stream().map(node -> node + ' ' + stages.get(node)).collect(Collectors.joining(", "));
    }
}
