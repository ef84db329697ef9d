package io.ovation.insights.trace.span;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to the log of the node what OpenTelemetry's exporter says, a few times a minute, of a collector that fails. */
final class ExporterLog extends Handler {

    private static final Logger LOG = LoggerFactory.getLogger(SpanExport.class);

    /** Held here, because the JDK forgets a logger that nobody holds. */
    private static final java.util.logging.Logger SOURCE = java.util.logging.Logger.getLogger("io.opentelemetry");

    private ExporterLog() {}

    static void install() {
        SOURCE.setUseParentHandlers(false);
        SOURCE.addHandler(new ExporterLog());
    }

    @Override
    public void publish(LogRecord said) {
        Throwable reason = said.getThrown();
        LOG.warn("{}{}", said.getMessage(), reason == null ? "" : " " + reason);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
