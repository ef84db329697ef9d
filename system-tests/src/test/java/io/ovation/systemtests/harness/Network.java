package io.ovation.systemtests.harness;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A switch with a cable to this machine and to as many network namespaces as there are nodes, any two of which can be
 * cut off from each other while this machine still reaches both. Linux, as root.
 */
public final class Network implements AutoCloseable {

    /** Nobody's: what is sent there is lost without a word. */
    private static final String NOWHERE = "02:00:00:00:00:01";

    private static final int FIRST_HOST = 10;

    private final String name;
    private final String subnet;
    private final Set<String> namespaces = new HashSet<>();
    private final Thread atExit = new Thread(this::remove);

    private Network(int number) {
        name = "ovn" + number;
        subnet = "10." + (150 + number / 250) + '.' + (number % 250) + '.';
    }

    /** Skips the caller's tests, and says why, where there can be none. */
    public static Network createOrSkip() {
        Network created = new Network(ThreadLocalRandom.current().nextInt(40 * 250));
        Runtime.getRuntime().addShutdownHook(created.atExit);
        try {
            Ip.run("link add " + created.name + " type bridge");
            Ip.run("addr add " + created.subnet + "1/24 dev " + created.name);
            Ip.run("link set " + created.name + " up");
            created.add();
        } catch (IOException e) {
            created.close();
            abort("needs root and iproute2 for network namespaces: " + e.getMessage());
        }
        return created;
    }

    /** One more place on the network. */
    public Place place() {
        try {
            return add();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Place add() throws IOException {
        int number = FIRST_HOST + namespaces.size();
        String namespace = name + '-' + number;
        String cable = name + 'p' + number;
        Ip.run("netns add " + namespace);
        namespaces.add(namespace);
        Ip.run("link add " + cable + " type veth peer name eth0 netns " + namespace);
        Ip.run("link set " + cable + " master " + name + " up");
        Ip.run("-n " + namespace + " link set lo up");
        Ip.run("-n " + namespace + " addr add " + subnet + number + "/24 dev eth0");
        Ip.run("-n " + namespace + " link set eth0 up");
        return new Place(subnet + number, List.of("ip", "netns", "exec", namespace));
    }

    /** Nothing gets through between the two sides from now on, and nobody is told. */
    public void cut(Collection<Place> side, Collection<Place> other) {
        between(side, other, "neigh replace %s lladdr " + NOWHERE + " dev eth0 nud permanent");
    }

    public void join(Collection<Place> side, Collection<Place> other) {
        between(side, other, "neigh del %s dev eth0");
    }

    private static void between(Collection<Place> side, Collection<Place> other, String change) {
        for (Place here : side) {
            for (Place there : other) {
                change(here, change.formatted(there.address()));
                change(there, change.formatted(here.address()));
            }
        }
    }

    private static void change(Place place, String change) {
        try {
            Ip.run("-n " + place.launcher().get(place.launcher().size() - 1) + ' ' + change);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only once nothing runs in it any more. */
    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void remove() {
        namespaces.forEach(namespace -> Ip.runIfPossible("netns del " + namespace));
        Ip.runIfPossible("link del " + name);
    }
}
