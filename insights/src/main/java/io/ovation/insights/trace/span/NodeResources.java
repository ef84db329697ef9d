package io.ovation.insights.trace.span;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.ovation.common.settings.OtlpSettings;
import java.util.HashMap;
import java.util.Map;

/** Each node as a collector knows it: the same object each time, by which spans are put together when they are sent. */
final class NodeResources {

    private static final int MOST_NODES = 1_000;

    private record Place(String address, String dataCentre) {}

    private final OtlpSettings settings;
    private final Map<Place, Resource> known = new HashMap<>();

    NodeResources(OtlpSettings settings) {
        this.settings = settings;
    }

    Resource of(String address, String dataCentre) {
        if (known.size() >= MOST_NODES) {
            known.clear();
        }
        return known.computeIfAbsent(new Place(address, dataCentre), this::create);
    }

    private Resource create(Place place) {
        AttributesBuilder attributes = Attributes.builder();
        settings.resource(place.address(), place.dataCentre()).forEach(attributes::put);
        return Resource.create(attributes.build());
    }
}
