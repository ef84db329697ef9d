package io.ovation.loadtest.command;

import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the viewers connect, and which processes serve them. */
public final class TargetOptions {

    @Option(
            names = "--viewer-url",
            split = ",",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            converter = BaseUrlConverter.class,
            description = "Where viewers connect; several, with commas between them, are used in turn.")
    public List<URI> viewerUrls = List.of();

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
