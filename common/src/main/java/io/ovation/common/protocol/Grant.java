package io.ovation.common.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody may watch, as one node tells it to another.
 *
 * @param member who it is; nobody in particular without a token
 * @param read patterns of topics
 * @param role by its label
 * @param expiry when that ends, if it does
 * @param tokenId by which the token can be revoked, if it has one
 */
public record Grant(
        Optional<String> member, List<String> read, String role, Optional<Instant> expiry, Optional<String> tokenId) {}
