package io.ovation.dispatcher.subscribers;

import io.ovation.common.protocol.Subscriber;
import java.util.OptionalInt;

/** One frontend node's claim on a topic, good until it expires. */
public final class Lease {

    private final Subscriber subscriber;
    private OptionalInt viewers;
    private long expiresAtNanos;
    private boolean welcomed;
    private boolean recorded;
    private long recordedAtNanos;

    private Lease(Subscriber subscriber, OptionalInt viewers, boolean welcomed, long expiresAtNanos) {
        this.subscriber = subscriber;
        this.viewers = viewers;
        this.welcomed = welcomed;
        this.expiresAtNanos = expiresAtNanos;
    }

    static Lease of(Subscriber subscriber, int viewers, long expiresAtNanos) {
        return new Lease(subscriber, OptionalInt.of(viewers), false, expiresAtNanos);
    }

    /** @param welcomed whether an earlier owner of the topic has told it how the topic stands */
    static Lease inherited(StoredSubscriber stored, boolean welcomed, long expiresAtNanos, long nowNanos) {
        Lease lease = new Lease(stored.subscriber(), OptionalInt.empty(), welcomed, expiresAtNanos);
        lease.recorded(nowNanos - stored.age().toNanos());
        return lease;
    }

    void renew(int viewers, long expiresAtNanos) {
        this.viewers = OptionalInt.of(viewers);
        this.expiresAtNanos = expiresAtNanos;
    }

    boolean isOver(long nowNanos) {
        return expiresAtNanos - nowNanos <= 0;
    }

    public Subscriber subscriber() {
        return subscriber;
    }

    /** Empty until an inherited subscriber says how many it has. */
    OptionalInt viewers() {
        return viewers;
    }

    /** Whether the subscriber has been told how the topic stands. Nothing is delivered to it before. */
    public boolean isWelcomed() {
        return welcomed;
    }

    void welcomed() {
        welcomed = true;
    }

    /** It wants to be told anew. */
    public void awaitWelcome() {
        welcomed = false;
    }

    /** Whether the store has it, for all we know. */
    boolean isRecorded() {
        return recorded;
    }

    /** When it was written last; of no meaning unless it is recorded. */
    long recordedAtNanos() {
        return recordedAtNanos;
    }

    void recorded(long nowNanos) {
        recorded = true;
        recordedAtNanos = nowNanos;
    }

    void notRecorded() {
        recorded = false;
    }
}
