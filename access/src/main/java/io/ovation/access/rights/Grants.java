package io.ovation.access.rights;

import io.ovation.common.protocol.FrontendMessage.Grant;
import java.util.List;

/** What nodes tell each other of callers: what they may watch. */
public final class Grants {

    private Grants() {}

    public static Grant of(Caller caller) {
        Rights rights = caller.rights();
        return new Grant(
                caller.member(),
                rights.read().stream().map(TopicPattern::toString).toList(),
                rights.role().label(),
                caller.expiry(),
                caller.tokenId());
    }

    /** @return who may write nothing */
    public static Caller callerOf(Grant grant) {
        List<TopicPattern> read = grant.read().stream().map(TopicPattern::parse).toList();
        Role role = Role.of(grant.role()).orElseThrow(() -> new IllegalArgumentException("no role: " + grant.role()));
        return new Caller(grant.member(), new Rights(read, List.of(), role), grant.expiry(), grant.tokenId());
    }
}
