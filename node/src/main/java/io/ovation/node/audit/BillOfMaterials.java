package io.ovation.node.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads which libraries something is made of.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json">CycloneDX 1.6</a>
 */
final class BillOfMaterials {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BillOfMaterials() {}

    /** @return in their order there */
    static List<Library> read(Path file) throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (JsonNode component : JSON.readTree(file.toFile()).path("components")) {
            String group = component.path("group").asText();
            String name = component.path("name").asText();
            libraries.add(
                    new Library(group + ':' + name, component.path("version").asText()));
        }
        return libraries;
    }
}
