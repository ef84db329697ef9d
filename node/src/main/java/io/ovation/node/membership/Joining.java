package io.ovation.node.membership;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a node finds the cluster that it is to be part of. */
public enum Joining {
    /** It is told who is there. */
    SEED_NODES("seed-nodes"),

    /** It asks Akka Discovery, and agrees with those it finds on who forms the cluster. */
    BOOTSTRAP("bootstrap");

    private final String label;

    Joining(String label) {
        this.label = label;
    }

    /** @throws IllegalArgumentException with a message that names the key and lists the ways there are */
    public static Joining parse(String label) {
        return Arrays.stream(values())
                .filter(joining -> joining.label.equals(label.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("ovation.node.join must be one of "
                        + Arrays.stream(values()).map(way -> way.label).collect(Collectors.joining(", ")) + ", not '"
                        + label + "'"));
    }
}
