package io.ovation.common.protocol;

import java.util.Arrays;
import java.util.stream.Collectors;

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
                .orElseThrow(() -> new IllegalArgumentException("unknown role '" + label + "'; there are "
                        + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "))));
    }

    public String label() {
        return label;
    }
}
