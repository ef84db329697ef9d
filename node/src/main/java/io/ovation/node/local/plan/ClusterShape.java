package io.ovation.node.local.plan;

import io.ovation.common.protocol.Role;
import io.ovation.common.settings.Require;

/**
 * How many nodes of each kind each data centre has.
 *
 * @param frontends that hold viewers' streams
 * @param dispatchers that hold topics
 * @param backends that take what publishers send
 * @param dataCentres that have all of it
 */
public record ClusterShape(int frontends, int dispatchers, int backends, int dataCentres) {

    /** As many as ports are set aside for. */
    static final int MOST_NODES = 50;

    public ClusterShape {
        Require.between("--frontends", frontends, 1, MOST_NODES);
        Require.between("--dispatchers", dispatchers, 1, MOST_NODES);
        Require.between("--backends", backends, 1, MOST_NODES);
        Require.between("--data-centres", dataCentres, 1, MOST_NODES);
        int nodes = (frontends + dispatchers + backends) * dataCentres;
        if (nodes > MOST_NODES) {
            throw new IllegalArgumentException(
                    "a cluster on one machine may have " + MOST_NODES + " nodes, and this would be " + nodes);
        }
    }

    public int nodes(Role role) {
        return switch (role) {
            case FRONTEND -> frontends;
            case DISPATCHER -> dispatchers;
            case LIKES_BACKEND -> backends;
        };
    }
}
