package io.ovation.loadtest.command;

import picocli.CommandLine.Option;

/** How the viewers of a run are brought about. */
public final class ClientOptions {

    @Option(
            names = "--connect-rate",
            paramLabel = "PER-SECOND",
            defaultValue = "2000",
            description = "How many viewers connect in a second.")
    public int connectRate;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Event loops that read for the viewers.")
    public int threads;
}
