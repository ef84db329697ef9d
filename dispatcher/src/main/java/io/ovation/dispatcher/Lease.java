package io.ovation.dispatcher;

import io.ovation.common.delivery.Outbound;
import io.ovation.common.protocol.Subscriber;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One frontend node's claim on a topic, good until it expires. */
final class Lease {

    private final Subscriber subscriber;
    private final Outbound<Parcel> parcels;
    private OptionalInt viewers;
    private long expiresAtNanos;
    private boolean welcomed;
    private boolean recorded = true;
    private OptionalLong recordedAtNanos = OptionalLong.empty();

    private Lease(
            Subscriber subscriber,
            OptionalInt viewers,
            boolean welcomed,
            long expiresAtNanos,
            Outbound<Parcel> parcels) {
        this.subscriber = subscriber;
        this.viewers = viewers;
        this.welcomed = welcomed;
        this.expiresAtNanos = expiresAtNanos;
        this.parcels = parcels;
    }

    static Lease of(Subscriber subscriber, int viewers, long expiresAtNanos, Outbound<Parcel> parcels) {
        return new Lease(subscriber, OptionalInt.of(viewers), false, expiresAtNanos, parcels);
    }

    /** @param welcomed whether it is sure to have all that an earlier owner of the topic has acknowledged */
    static Lease inherited(Subscriber subscriber, boolean welcomed, long expiresAtNanos, Outbound<Parcel> parcels) {
        return new Lease(subscriber, OptionalInt.empty(), welcomed, expiresAtNanos, parcels);
    }

    void renew(int viewers, long expiresAtNanos) {
        this.viewers = OptionalInt.of(viewers);
        this.expiresAtNanos = expiresAtNanos;
    }

    boolean isOver(long nowNanos) {
        return expiresAtNanos - nowNanos <= 0;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** Empty until an inherited subscriber says how many it has. */
    OptionalInt viewers() {
        return viewers;
    }

    /** Whether the subscriber has had its snapshot. Nothing is delivered to it before. */
    boolean isWelcomed() {
        return welcomed;
    }

    void welcomed() {
        welcomed = true;
    }

    /** What is on its way to the subscriber. */
    Outbound<Parcel> parcels() {
        return parcels;
    }

    /** Whether the store has it, for all we know. */
    boolean isRecorded() {
        return recorded;
    }

    /** When this topic actor has written it last; empty if only an earlier owner of the topic did. */
    OptionalLong recordedAtNanos() {
        return recordedAtNanos;
    }

    void recorded(long nowNanos) {
        recorded = true;
        recordedAtNanos = OptionalLong.of(nowNanos);
    }

    void notRecorded() {
        recorded = false;
    }
}
