package io.ovation.node.membership;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The members that are silent, and how often in a row each has refused a connection.
 *
 * <p>A partition by a firewall that refuses instead of dropping would look like the death of everybody beyond it. So
 * each new suspect makes the count of all begin anew, until the loss is known in whole, and {@link #mayDown} leaves
 * the larger losses to those who can tell.
 *
 * @param <M> identifies a member
 */
final class Suspects<M> {

    private final int refusalsNeeded;
    private final Map<M, Integer> refusals = new HashMap<>();

    Suspects(int refusalsNeeded) {
        this.refusalsNeeded = refusalsNeeded;
    }

    /** @param silent all that are silent now; nobody else is a suspect any more */
    void update(Set<M> silent) {
        refusals.keySet().retainAll(silent);
        if (!refusals.keySet().containsAll(silent)) {
            silent.forEach(member -> refusals.put(member, 0));
        }
    }

    Set<M> members() {
        return Set.copyOf(refusals.keySet());
    }

    boolean contains(M member) {
        return refusals.containsKey(member);
    }

    /** @return whether the process is now known to be gone; false for a member that is no suspect any more */
    boolean onRefused(M member) {
        Integer count = refusals.computeIfPresent(member, (suspect, refused) -> refused + 1);
        return count != null && count >= refusalsNeeded;
    }

    /** It was there, or nobody could say: proves nothing, and makes what was counted before doubtful. */
    void onNotRefused(M member) {
        refusals.replace(member, 0);
    }

    /**
     * Whether those who are left may decide on their own: they must be the majority, as the Split Brain Resolver asks,
     * so that of two sides that believe each other dead one at most acts.
     */
    static boolean mayDown(long lost, long members) {
        return 2 * lost < members;
    }
}
