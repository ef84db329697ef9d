package io.ovation.node.local.state;

/** How far a node has got that is starting. */
public enum Stage {
    /** Its process runs. */
    LAUNCHED("starts"),

    /** It listens for other nodes. */
    LISTENING("joins"),

    /** It is a member of the cluster, and its roles have started. */
    SERVING("waits for others"),

    READY("is ready");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    /** What a node does at this stage. */
    @Override
    public String toString() {
        return words;
    }
}
