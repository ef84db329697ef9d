package io.ovation.loadtest.command;

import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the frontends are. */
public final class FrontendOptions {

    @Option(
            names = "--viewer-url",
            split = ",",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            converter = BaseUrlConverter.class,
            description = "Where viewers connect; several, with commas between them, are used in turn.")
    public List<URI> viewerUrls = List.of();
}
