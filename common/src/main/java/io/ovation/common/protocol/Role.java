package io.ovation.common.protocol;

import io.ovation.common.settings.Nearest;
import java.util.Arrays;
import java.util.List;

/** What a node does; one node may have several. Also the name of the Akka Cluster role. */
public enum Role {
    FRONTEND("frontend"),
    DISPATCHER("dispatcher"),
    LIKES_BACKEND("likes-backend");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** @throws IllegalArgumentException with a message that lists the roles there are */
    public static Role parse(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(label)));
    }

    private static String unknown(String label) {
        List<String> known = Arrays.stream(values()).map(Role::label).toList();
        String meant = Nearest.of(label, known)
                .map(nearest -> " (did you mean " + nearest + "?)")
                .orElse("");
        return "unknown role '" + label + "'" + meant + "; there are " + String.join(", ", known);
    }

    public String label() {
        return label;
    }
}
