package io.ovation.loadtest.command;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the likes backend is. */
public final class BackendOptions {

    @Option(
            names = "--publish-url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8081",
            converter = BaseUrlConverter.class,
            description = "Where publishers connect.")
    public @Nullable URI publishUrl;
}
