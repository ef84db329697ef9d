package io.ovation.systemtests.harness;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a cluster is to consist of.
 *
 * @param dataCentres each with as many nodes of each role
 * @param settings environment variables of a data centre's nodes
 * @param places where the nodes run, by name
 */
public record ClusterPlan(
        int frontends,
        int dispatchers,
        int backends,
        List<String> dataCentres,
        Function<String, Map<String, String>> settings,
        Function<String, Place> places) {

    /** Two frontends, two dispatchers and a likes backend on this machine's loopback. */
    public static ClusterPlan small() {
        return new ClusterPlan(2, 2, 1, List.of("default"), dataCentre -> Map.of(), name -> Place.LOOPBACK);
    }

    /** A frontend, a dispatcher and a likes backend in each. */
    public static ClusterPlan inDataCentres(String... names) {
        return new ClusterPlan(1, 1, 1, List.of(names), dataCentre -> Map.of(), name -> Place.LOOPBACK);
    }

    public ClusterPlan with(Map<String, String> additional) {
        return new ClusterPlan(frontends, dispatchers, backends, dataCentres, dataCentre -> additional, places);
    }

    /** Each node in its own place. */
    public ClusterPlan at(Function<String, Place> newPlaces) {
        return new ClusterPlan(frontends, dispatchers, backends, dataCentres, settings, newPlaces);
    }
}
