package io.ovation.common.protocol;

/** How large messages between nodes are; a test serializes the largest of each kind. */
public final class Bounds {

    /**
     * No message is larger: half of what remoting takes ({@code akka.remote.artery.advanced.maximum-frame-size}), above
     * which a message vanishes.
     */
    public static final int MESSAGE_BYTES = 128 * 1024;

    /** Topics in one message that says something of each. */
    public static final int TOPICS_PER_MESSAGE = 500;

    /** What a message without texts takes in memory, about. */
    static final int SMALL_MESSAGE_BYTES = 512;

    /** What a text takes in memory beside its characters, about. */
    public static final int TEXT_BYTES = 64;

    /** What a topic takes in memory, about. */
    static final int TOPIC_BYTES = 2 * TEXT_BYTES;

    private Bounds() {}
}
