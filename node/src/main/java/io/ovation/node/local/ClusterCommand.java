package io.ovation.node.local;

import picocli.CommandLine.Command;

/** {@code ./ovation cluster}. */
@Command(
        name = "cluster",
        description = "A cluster on this machine, one process for each node.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {StartCommand.class, StatusCommand.class, StopCommand.class})
public final class ClusterCommand {}
