package io.ovation.access.revocation;

import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.util.Collection;
import java.util.List;

/** Where revocations are when no node runs. */
public interface RevocationStore {

    /** Keeps these, unless there are later ones. */
    void revoke(Collection<Revocation> revocations);

    List<Revocation> revocations();
}
