package io.ovation.node.membership;

import akka.cluster.ConfigValidation;
import akka.cluster.JoinConfigCompatChecker;
import com.typesafe.config.Config;
import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets nodes join only if they speak the same version of the protocol between nodes. A node of another version, or of
 * one that had none, is refused by the seeds, or refuses the cluster itself, and ends.
 */
public final class WireVersionCheck extends JoinConfigCompatChecker {

    private static final Seq<String> KEYS =
            CollectionConverters.asScala(List.of("ovation.wire-version")).toList();

    @Override
    public Seq<String> requiredKeys() {
        return KEYS;
    }

    @Override
    public ConfigValidation check(Config joining, Config cluster) {
        return JoinConfigCompatChecker.fullMatch(KEYS, joining, cluster);
    }
}
