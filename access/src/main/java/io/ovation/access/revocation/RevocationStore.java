package io.ovation.access.revocation;

import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.util.Collection;
import java.util.List;

/** Where revocations are when no node runs. */
public interface RevocationStore {

    /** Keeps these, unless there are later ones. */
    void revoke(Collection<Revocation> revocations);

    /** @return all; or, if there are more than a node can hold, enough of those that end last to show it */
    List<Revocation> revocations();

    /** Deletes those that ended before, and were said before. */
    void forget(long beforeMillis);
}
