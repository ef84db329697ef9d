package io.ovation.node.local.plan;

import io.ovation.common.protocol.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The nodes of a cluster: their names, ports and environment.
 *
 * <p>All data centres form one cluster. Every node is a seed of it, so that one that is started again finds it whichever
 * others live; the first of the list, a dispatcher, forms it.
 *
 * @param nodes in the order in which to start them; the first forms the cluster
 */
public record ClusterPlan(List<PlannedNode> nodes) {

    static final String HOST = "127.0.0.1";

    private static final List<Role> ORDER = List.of(Role.DISPATCHER, Role.LIKES_BACKEND, Role.FRONTEND);

    private record Place(Role role, int dataCentre, int number, String name, NodePorts ports) {

        /** No node of the data centre is ready before it has one of these. */
        boolean isNeededByOthers() {
            return role != Role.FRONTEND && number == 1;
        }
    }

    /** @throws IllegalArgumentException if the shape and the stores do not fit */
    public static ClusterPlan of(ClusterShape shape, Stores stores, PortScheme ports, Path directory) {
        stores.check(shape);
        List<Place> places = places(shape, ports);
        String seeds = places.stream()
                .map(place -> HOST + ':' + place.ports().remoting())
                .collect(Collectors.joining(","));
        return new ClusterPlan(places.stream()
                .map(place -> node(place, seeds, publishPort(place, places), stores, directory))
                .toList());
    }

    private static List<Place> places(ClusterShape shape, PortScheme ports) {
        List<Place> places = new ArrayList<>();
        for (int dataCentre = 1; dataCentre <= shape.dataCentres(); dataCentre++) {
            String prefix = shape.dataCentres() == 1 ? "" : name(dataCentre) + '-';
            for (Role role : ORDER) {
                for (int number = 1; number <= shape.nodes(role); number++) {
                    String name = prefix + role.label() + '-' + number;
                    places.add(new Place(role, dataCentre, number, name, ports.next(role)));
                }
            }
        }
        places.sort(Comparator.comparing(place -> !place.isNeededByOthers()));
        return places;
    }

    private static String name(int dataCentre) {
        return "dc" + dataCentre;
    }

    /** Where the page of a frontend publishes: the first likes backend of its data centre. */
    private static int publishPort(Place place, List<Place> places) {
        return places.stream()
                .filter(other -> other.role() == Role.LIKES_BACKEND && other.dataCentre() == place.dataCentre())
                .findFirst()
                .orElseThrow()
                .ports()
                .all()
                .get("publish");
    }

    private static PlannedNode node(Place place, String seeds, int publishPort, Stores stores, Path directory) {
        String dataCentre = name(place.dataCentre());
        Map<String, String> environment = new HashMap<>(stores.environment(place.dataCentre()));
        place.ports()
                .all()
                .forEach((name, port) ->
                        environment.put("OVATION_" + name.toUpperCase(Locale.ROOT) + "_PORT", Integer.toString(port)));
        environment.put("OVATION_PUBLISH_URL", "http://" + HOST + ':' + publishPort);
        environment.put("OVATION_HOST", HOST);
        environment.put("OVATION_DATA_CENTRE", dataCentre);
        environment.put("OVATION_DATA_DIR", directory.resolve(dataCentre).toString());
        environment.put("OVATION_SEED_NODES", seeds);
        return new PlannedNode(
                place.name(),
                List.of(place.role().label()),
                dataCentre,
                HOST,
                place.ports(),
                new TreeMap<>(environment),
                directory.resolve(place.name() + ".log").toString());
    }
}
