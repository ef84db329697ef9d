package io.ovation.systemtests.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The attacker's process, for one node: its host, the viewers' and the publishers' port. Each line that it is told is
 * milliseconds and an attack; what became of it is said in a line.
 */
final class Attacker {

    private Attacker() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int separator = line.indexOf(' ');
            Duration time = Duration.ofMillis(Long.parseLong(line, 0, separator, 10));
            Attack attack = Attacks.named(line.substring(separator + 1));
            int port = Integer.parseInt(arguments[attack.port() == Attack.Port.VIEWERS ? 1 : 2]);
            Tally tally =
                    attack.assault().launch(new InetSocketAddress(arguments[0], port), Attacks.source(attack), time);
            System.out.println(tally.toLine());
        }
    }
}
