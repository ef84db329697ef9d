package io.ovation.systemtests.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A network of its own, with one cable to this machine's that can be cut. Linux, as root. */
public final class NetworkNamespace implements AutoCloseable {

    private final String name;
    private final String cable;
    private final String subnet;
    private final List<Process> inhabitants = new ArrayList<>();

    private NetworkNamespace(int number) {
        name = "ovation-" + number;
        cable = "ovation" + number;
        subnet = "10." + (200 + number / 250) + '.' + (number % 250) + '.';
    }

    /** @throws IOException if this process may not, or cannot, have one */
    public static NetworkNamespace create() throws IOException {
        NetworkNamespace created =
                new NetworkNamespace(ThreadLocalRandom.current().nextInt(50 * 250));
        try {
            created.setUp();
        } catch (IOException e) {
            created.close();
            throw e;
        }
        return created;
    }

    private void setUp() throws IOException {
        Ip.run("netns add " + name);
        Ip.run("link add " + cable + " type veth peer name inside netns " + name);
        Ip.run("addr add " + host() + "/24 dev " + cable);
        Ip.run("link set " + cable + " up");
        Ip.run("-n " + name + " addr add " + subnet + "2/24 dev inside");
        Ip.run("-n " + name + " link set inside up");
    }

    /** This machine's address, as seen from the namespace. */
    public String host() {
        return subnet + '1';
    }

    /** Runs a class of this class path in the namespace. */
    public Process run(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name));
        command.addAll(JavaCommand.ofClass(main, arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        inhabitants.add(process);
        return process;
    }

    /** Nothing gets through from now on, and nobody is told. */
    public void cut() throws IOException {
        Ip.run("-n " + name + " link set inside down");
    }

    @Override
    public void close() {
        inhabitants.forEach(Process::destroyForcibly);
        // The namespace lives on until its last process has ended; the cable would, too.
        Ip.runIfPossible("link del " + cable);
        Ip.runIfPossible("netns del " + name);
    }
}
