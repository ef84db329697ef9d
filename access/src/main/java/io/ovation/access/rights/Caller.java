package io.ovation.access.rights;

import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.util.Optional;

/**
 * Whoever makes a request, and what they may do.
 *
 * @param member who it is; nobody in particular without a token
 * @param rights what they may do
 * @param expiry when that ends; never without a token
 * @param tokenId by which the token can be revoked, if it has one
 */
public record Caller(Optional<String> member, Rights rights, Optional<Instant> expiry, Optional<String> tokenId) {

    /** Everybody, where access is open. */
    public static final Caller UNRESTRICTED = anonymous(Rights.ALL);

    /** Somebody without a token. */
    public static Caller anonymous(Rights rights) {
        return new Caller(Optional.empty(), rights, Optional.empty(), Optional.empty());
    }

    /** Everybody may see their own presence. */
    public boolean mayRead(Topic topic) {
        return rights.mayRead(topic) || (topic.kind() == Topic.Kind.PRESENCE && is(topic.id()));
    }

    public boolean mayWrite(Topic topic) {
        return rights.mayWrite(topic);
    }

    /** Whether they may act as a member. */
    public boolean speaksFor(String name) {
        return isService() || is(name);
    }

    /** Whether they may take back what others wrote to a topic. */
    public boolean moderates(Topic topic) {
        return rights.role() != Role.VIEWER && mayWrite(topic);
    }

    /** Whether they may wherever it is: who may not must not learn what there is. */
    public boolean moderatesAll() {
        return rights.role() != Role.VIEWER && rights.mayWriteAll();
    }

    public boolean isService() {
        return rights.role() == Role.SERVICE;
    }

    public boolean is(String name) {
        return member.isPresent() && member.get().equals(name);
    }
}
