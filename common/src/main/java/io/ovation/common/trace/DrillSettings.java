package io.ovation.common.trace;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings under {@code ovation.drill}.
 *
 * @param stage where events are held up or dropped; empty if none are
 * @param delay by how much each is late
 * @param drop the share of them that is dropped, 0 to 1
 */
public record DrillSettings(Optional<Stage> stage, Duration delay, double drop) {

    private static final String KEY = "ovation.drill";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** No event is dropped whose publisher has been told, or will be, that it is kept. */
    private static final Set<Stage> STAGES = EnumSet.range(Stage.COMMITTED, Stage.WRITTEN);

    public DrillSettings {
        Require.share(KEY + ".drop", drop);
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(KEY + ".delay must be from 0 to 10 s, not " + delay);
        }
        stage.ifPresent(at -> requireFit(at, drop));
    }

    /** @throws IllegalArgumentException also if there is to be a drill, and they are not enabled */
    public static DrillSettings from(Config config) {
        Config drill = config.getConfig(KEY);
        String stage = drill.getString("stage");
        if (stage.isEmpty()) {
            return new DrillSettings(Optional.empty(), Duration.ZERO, 0);
        }
        if (!drill.getBoolean("enabled")) {
            throw new IllegalArgumentException(KEY + ".stage is " + stage + ", but " + KEY
                    + ".enabled is not on: a drill delays or drops what viewers are sent");
        }
        return new DrillSettings(Optional.of(stageOf(stage)), drill.getDuration("delay"), drill.getDouble("drop"));
    }

    private static void requireFit(Stage stage, double drop) {
        if (!STAGES.contains(stage)) {
            throw unfit(stage.label());
        }
        if (stage == Stage.COMMITTED && drop > 0) {
            throw new IllegalArgumentException(
                    KEY + ".drop must be 0 at committed: nothing is lost there, it is refused");
        }
    }

    private static Stage stageOf(String label) {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.label().equals(label))
                .findFirst()
                .orElseThrow(() -> unfit(label));
    }

    private static IllegalArgumentException unfit(String label) {
        return new IllegalArgumentException(KEY + ".stage must be one of "
                + STAGES.stream().map(Stage::label).collect(Collectors.joining(", ")) + ", not " + label);
    }
}
